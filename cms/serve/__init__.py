"""The one command: prepare a machine, then run the web server and the background work as one."""
