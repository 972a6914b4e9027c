drop table invitation_reminder, invitation_link, delivery, delivery_text, delivery_setting;
