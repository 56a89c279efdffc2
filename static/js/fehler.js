// A refused form says so first: its summary of errors takes the focus, and each entry leads to its field.
document.querySelector("[data-fehlerliste]")?.focus();
