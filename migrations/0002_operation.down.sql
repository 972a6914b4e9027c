drop table operation_row, operation, upload_chunk, upload;
