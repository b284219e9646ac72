-- A name of a module may have a space in it, but no line feed.
update worker_session set modules = replace(modules, ' ', chr(10));
