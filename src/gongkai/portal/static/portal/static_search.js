// Searching the static index while the office is down: see portal/searching/source.py, search/compact.py, tokens.py.
"use strict";
const staticSearch = (() => {
  const PARTS = 256;
  const MORE = "0123456789abcdefghijklmnopqrstuv";
  const LAST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%()";
  const HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}";
  const IS_HAN = new RegExp(`^[${HAN}]`, "u");
  // As search/asking.py reads a question: what is in quotes or between separators, left out where a minus begins it.
  const TYPED = /([-－—−])?(?:["“”＂「『]([^"“”＂」』]*)["“”＂」』]|([^\s"“”＂「」『』，。、；：！？,;!?|]+))/gu;
  const RUN = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");

  const folder = (from, to) => {
    const plain = new Map([["○", "〇"], ["◯", "〇"]]);
    const simple = new Map();
    const after = [...to];
    [...from].forEach((letter, place) => simple.set(letter, after[place]));
    return (text) => [...text].filter((letter) => !/\p{Cf}/u.test(letter)).map((letter) => plain.get(letter)
      || [...letter.normalize("NFKC").toLowerCase()].map((one) => simple.get(one) || one).join("")).join("");
  };
  const partsOf = (folded) => (folded.match(RUN) || []).map((part) => (/^0[1-9]$/.test(part) ? part[1] : part));
  const tokensOf = (parts) => parts.flatMap((part) => {
    const letters = [...part];
    if (!IS_HAN.test(part)) return [part];
    return letters.slice(0, -1).map((letter, place) => letter + letters[place + 1]);
  });
  const termsOf = (folded) => {
    const wanted = [], unwanted = [];
    for (const found of folded.matchAll(TYPED)) {
      const minus = found[1] && (!found.index || /\s/.test(folded[found.index - 1]));
      const parts = partsOf(found[2] ?? found[3]);
      if (parts.length) (minus ? unwanted : wanted).push(parts);
    }
    return { wanted, unwanted };
  };
  const needleOf = (parts) => (IS_HAN.test(parts[0]) ? "" : " ") + parts.join(" ")
    + (IS_HAN.test(parts[parts.length - 1]) ? "" : " ");
  // 〔2024〕第3号 and 〔2024〕3号 are one 文号; a character by itself is in no list of words, only in texts.
  const withoutOrdinal = (line) => line.replace(/( \d+) 第(?= \d)/g, "$1");
  const partOf = (token) => {
    let place = 0;
    for (const letter of token) place = (place * 31 + letter.codePointAt(0)) % 65521;
    return place % PARTS;
  };
  const decoded = (text) => {
    const numbers = [];
    let number = 0, distance = 0;
    for (const sign of text || "") {
      const last = LAST.indexOf(sign);
      distance = distance * 32 + (last >= 0 ? last : MORE.indexOf(sign));
      if (last >= 0) { number += distance; distance = 0; numbers.push(number); }
    }
    return numbers;
  };
  const read = (fetched) => async (address) => {
    const answer = await fetched(address);
    if (answer.status === 404) return {};
    if (!answer.ok) throw new Error(address);
    return answer.json();
  };

  // The numbers of the items that have all terms and none of the unwanted ones, the latest first. `missed`: unwanted
  // terms of a single character, which the words do not tell, only texts.
  const find = async (asked, index, fetched) => {
    const get = read(fetched);
    const [about, recent] = await Promise.all([get(`${index}about.json`), get(`${index}recent.json`)]);
    const folded = folder(about.from, about.to)(asked);
    const { wanted: terms, unwanted } = termsOf(folded);
    const tokens = [...new Set(terms.flatMap(tokensOf))];
    const missed = unwanted.filter((parts) => !tokensOf(parts).length).map((parts) => parts.join(" "));
    if (!tokens.length) return { terms, missed, numbers: null };
    const files = new Map([...tokens, ...unwanted.flatMap(tokensOf)].map((token) => [partOf(token), null]));
    await Promise.all([...files.keys()].map(async (part) => {
      files.set(part, await get(`${index}words/${part.toString(16).padStart(2, "0")}.json`));
    }));
    const having = (all) => {
      const lists = all.map((token) => decoded(files.get(partOf(token))[token])).sort((a, b) => a.length - b.length);
      let numbers = lists[0] || [];
      for (const list of lists.slice(1)) {
        const has = new Set(list);
        numbers = numbers.filter((number) => has.has(number));
      }
      return numbers;
    };
    const away = new Set(unwanted.flatMap((parts) => having(tokensOf(parts))));
    const numbers = having(tokens).filter((number) => !away.has(number));
    // What is new is told by its text, also where the words are of an older version of it.
    const found = new Set(numbers.filter((number) => !(number in recent)));
    for (const [number, text] of Object.entries(recent)) {
      const line = withoutOrdinal(text), has = (parts) => line.includes(withoutOrdinal(needleOf(parts)));
      if (terms.every(has) && !unwanted.some(has)) found.add(Number(number));
    }
    return { terms, missed, numbers: [...found].sort((a, b) => b - a) };
  };

  // What is shown of an item; null when it is not public any more.
  const shower = (index, ofAFile, fetched) => {
    const get = read(fetched), files = new Map();
    return async (number) => {
      const file = Math.floor(number / ofAFile);
      if (!files.has(file)) files.set(file, get(`${index}items/${file}.json`));
      return (await files.get(file))[number] || null;
    };
  };
  return { decoded, find, folder, needleOf, partOf, partsOf, shower, termsOf, tokensOf };
})();

if (typeof document !== "undefined") {
  (async () => {
    const place = document.getElementById("static-search");
    const said = document.getElementById("search-said"), hits = document.getElementById("search-hits");
    const more = document.getElementById("search-more");
    const asked = (new URLSearchParams(location.search).get("q") || "").slice(0, 200).trim();
    const elder = location.pathname.startsWith("/zzb/") ? "/zzb" : "";
    document.getElementById("q").value = asked;
    if (!asked) return;
    const fetched = (address) => fetch(address, { credentials: "omit" });
    const marked = (text, words) => {
      const line = document.createDocumentFragment();
      const at = words.length ? new RegExp(`(${words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|")})`, "giu") : null;
      (at ? text.split(at) : [text]).forEach((piece, number) => {
        const mark = number % 2 ? document.createElement("mark") : document.createTextNode(piece);
        if (number % 2) mark.textContent = piece;
        line.append(mark);
      });
      return line;
    };
    said.textContent = "正在查找……";
    try {
      const { terms, missed, numbers } = await staticSearch.find(asked, place.dataset.index, fetched);
      if (!numbers) { said.textContent = "请写至少一个两个字以上的词，例如：预算。"; return; }
      const words = terms.flat().filter((part) => part.length > 1);
      const show = staticSearch.shower(place.dataset.index, Number(place.dataset.items), fetched);
      let next = 0, shown = 0;
      const page = async () => {
        const until = shown + 20;
        while (next < numbers.length && shown < until) {
          const item = await show(numbers[next++]);
          if (!item) continue;
          const [title, address, day, body, number, summary] = item;
          const line = document.createElement("li"), link = document.createElement("a");
          link.href = elder + address;
          link.append(marked(title, words));
          const side = document.createElement("span"), text = document.createElement("span");
          side.className = "side";
          side.textContent = `${body} ${day}`;
          text.className = "more";
          text.append(marked([number && `文号：${number}`, summary].filter(Boolean).join("　"), words));
          line.append(link, side, text);
          hits.append(line);
          shown += 1;
        }
        more.hidden = next >= numbers.length;
        said.textContent = shown ? `找到${more.hidden ? shown : `${shown}条以上，先列出${shown}`}条。`
          : `没有找到“${asked}”。可以少用几个字，或者按栏目查找。`;
        if (missed.length) said.textContent += `减号后面只有一个字的，备用检索只能从最近两天公开的信息里排除：${missed.join("、")}。`;
      };
      more.addEventListener("click", page);
      await page();
    } catch {
      said.textContent = "备用检索的索引没有取到，请稍后再试，或者按栏目查找。";
    }
  })();
}
if (typeof module !== "undefined") module.exports = staticSearch;
