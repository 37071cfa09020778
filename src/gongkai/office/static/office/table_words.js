// The menu of the table editor, which knows English only. It asks for the language that Django calls the page's.
(() => {
  if (typeof Handsontable === "undefined") return;
  const keys = Handsontable.languages.dictionaryKeys;
  Handsontable.languages.registerLanguageDictionary({
    languageCode: "zh-hans",
    [keys.CONTEXTMENU_ITEMS_ROW_ABOVE]: "在上面插入一行",
    [keys.CONTEXTMENU_ITEMS_ROW_BELOW]: "在下面插入一行",
    [keys.CONTEXTMENU_ITEMS_INSERT_LEFT]: "在左边插入一列",
    [keys.CONTEXTMENU_ITEMS_INSERT_RIGHT]: "在右边插入一列",
    [keys.CONTEXTMENU_ITEMS_REMOVE_ROW]: ["删除这一行", "删除这些行"],
    [keys.CONTEXTMENU_ITEMS_REMOVE_COLUMN]: ["删除这一列", "删除这些列"],
    [keys.CONTEXTMENU_ITEMS_UNDO]: "撤销",
    [keys.CONTEXTMENU_ITEMS_REDO]: "重做",
  });
})();
