// Every visible text with its contrast to what is behind it, the least one where that varies.
// WCAG 2.2, "contrast ratio" and "relative luminance".
const CANVAS = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Any CSS colour as [red, green, blue, alpha], each from 0 to 1. */
function rgba(colour) {
  CANVAS.clearRect(0, 0, 1, 1);
  CANVAS.fillStyle = colour;
  CANVAS.fillRect(0, 0, 1, 1);
  return [...CANVAS.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
}

function over([r, g, b, alpha], below) {
  return [r, g, b].map((part, at) => part * alpha + below[at] * (1 - alpha));
}

function luminance(colour) {
  const [r, g, b] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Every colour that may be right behind an element: gradients count with each of their colours. */
function behind(element) {
  const below = element.parentElement ? behind(element.parentElement) : [[1, 1, 1]];
  const style = getComputedStyle(element);
  const plain = below.map((colour) => over(rgba(style.backgroundColor), colour));
  const stops = style.backgroundImage.match(/rgba?\([^)]*\)/g) || [];
  return [...plain, ...stops.flatMap((stop) => plain.map((colour) => over(rgba(stop), colour)))];
}

function ratio(colour, backgrounds) {
  return Math.min(...backgrounds.map((background) => contrast(over(rgba(colour), background), background)));
}

const found = [];
for (const element of document.querySelectorAll("body *")) {
  const isSeen = element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const isField = element.matches("input:not([type=checkbox]), select");
  if (!isSeen || !(hasText || isField) || element.matches("option, script")) continue;
  const name = `${element.tagName} ${element.id || element.className} ${element.textContent.trim().slice(0, 30)}`;
  const backgrounds = behind(element);
  found.push([name, ratio(getComputedStyle(element).color, backgrounds)]);
  if (element.placeholder) {
    found.push([`${name} placeholder`, ratio(getComputedStyle(element, "::placeholder").color, backgrounds)]);
  }
}
return found;
