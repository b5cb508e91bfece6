// What is drawn: every text with its lines, what can be touched, and what scrolls. All boxes are
// [left, top, right, bottom] in pixels of the screen; the engine's own classes tell what is what.

const view = document.getElementById("view");
const box = ({ left, top, right, bottom }) => [left, top, right, bottom];

function within(element, selector) {
  const around = element.closest(selector);
  return around ? box(around.getBoundingClientRect()) : null;
}

/** The boxes of the words of an element; the space that a line may end in takes no room that is seen. */
function lines(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { data } = walker.currentNode;
    if (!data.trim()) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, data.length - data.trimStart().length);
    range.setEnd(walker.currentNode, data.trimEnd().length);
    found.push(...range.getClientRects());
  }
  return found.map(box);
}

const texts = [...view.querySelectorAll("p")].filter((p) => p.textContent.trim()).map((p) => ({
  text: p.textContent.replace(/\s+/g, " ").trim(),
  size: parseFloat(getComputedStyle(p).fontSize),
  lines: lines(p),
  room: box(p.parentElement.getBoundingClientRect()),
  scroller: within(p, ".scrollView"),
  touch: within(p, ".noSwipe"),
}));

const touches = [...view.querySelectorAll(".noSwipe")].map((touch) => ({
  label: touch.textContent.trim(),
  box: box(touch.getBoundingClientRect()),
  radius: parseFloat(getComputedStyle(touch.firstElementChild).borderTopLeftRadius),
}));

const scrollers = [...view.querySelectorAll(".scrollView")].map((element) => ({
  box: box(element.getBoundingClientRect()),
  height: element.clientHeight,
  content: element.scrollHeight,
}));

return { texts, touches, scrollers };
