// The editor's buttons stand above the text from the start; whoever wants them out of the way unpins them.
try {
  const kept = "wagtail:draftail-toolbar";
  if (localStorage.getItem(kept) === null) localStorage.setItem(kept, "sticky");
} catch {
  // Without storage the buttons float over what is selected.
}
