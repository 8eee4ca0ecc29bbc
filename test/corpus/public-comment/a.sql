comment on schema public is 'uno';
