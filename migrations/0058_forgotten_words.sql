-- What an erased person wrote, and what colleagues wrote of them, can be taken away. What we sent
-- about a debt stays as it was: no update of it goes through these columns.
grant update (subject, to_name, actor_name) on message to wasl_app;
grant update (html, to_addresses, cc_addresses) on message_mail to wasl_app;
grant update (ref) on message_media to wasl_app;
grant update (text) on conversation_note to wasl_app;
