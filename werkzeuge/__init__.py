"""Our tools: set-up, embedded services and start of all processes, with the standard library only.

`einrichten` runs with the system's Python and makes `.venv`; the others run inside it. Nothing here
knows the application: it is reached through `manage.py` and the `Procfile`.
"""
