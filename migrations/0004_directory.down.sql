drop table member_import, member_department, member, department;
