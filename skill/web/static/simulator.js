// The page of the simulator: it posts what is said and done, and shows and speaks what comes back.

const $ = (id) => document.getElementById(id);
const page = crypto.randomUUID();
const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

const device = { open: false, zone: "UTC", locale: "en-US", ahead: 0 };
const CLOCK_ACTS = new Set(["time", "advance", "zone"]);
let queue = Promise.resolve();
let atWork = 0;
let heardAloud = false;
const unspoken = new Set();

// ---------------------------------------------------------------- the server

/** Post what a person did, one thing at a time and in order; show what came of it. */
function act(name, value = "", more = {}) {
  atWork += 1;
  light();
  queue = queue.then(async () => {
    const told = await post({ page, do: name, value, ...more });
    atWork -= 1;
    if (told.error) {
      trouble(told.error);
      restore();
    } else {
      trouble("");
      told.exchanges.forEach(tell);
      show(told.state);
      if (CLOCK_ACTS.has(name)) line("event", `It is ${time()}, ${day()}.`);
      else if (told.note) line("event", told.note);
    }
    light();
  });
  return queue;
}

async function post(what) {
  let response;
  try {
    response = await fetch("simulator", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(what),
    });
  } catch {
    return { error: "The skill cannot be reached; is its server still running?" };
  }
  try {
    return await response.json();
  } catch {
    return { error: "Something went wrong in the skill's server; its log tells more." };
  }
}

function say(words) {
  hush();
  if (!words.trim()) return act("silence");
  line("you", words, "You");
  return act("say", words);
}

// ------------------------------------------------------------ what is shown

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

/** Add a line to the transcript, and keep the newest in view. */
function line(kind, words, speaker = "") {
  const item = element("p", "", kind);
  if (speaker) item.append(element("b", speaker));
  item.append(words);
  $("hint").hidden = true;
  $("transcript").append(item);
  toTheEnd();
}

function toTheEnd() {
  $("transcript").scrollTop = $("transcript").scrollHeight;
}

const EVENTS = {
  "(silence)": "Nobody says anything.",
  "(new session)": "",
  "(skill disabled)": "",
};

function tell(exchange) {
  const { heard } = exchange;
  const event = heard.startsWith("(reminder") ? "A reminder goes off." : EVENTS[heard];
  if (event) line("event", event);
  else if (event === undefined && heard.startsWith("(")) line("event", heard.slice(1, -1));
  for (const reason of exchange.refused) line("event", `Alexa refuses this response: ${reason}`);
  if (exchange.speech) {
    line("alexa", exchange.speech, "Alexa");
    speak(exchange.speech);
  }
  if (exchange.card.length) {
    $("card").replaceChildren(...exchange.card.map((text) => element("p", text)));
  }
  if (!exchange.request) return;
  if (!exchange.open) line("event", "The session is closed.");
  showSent(exchange);
}

function showSent(exchange) {
  const slots = Object.entries(exchange.slots).map(([name, value]) => `${name}: ${value}`);
  $("understood").textContent = exchange.intent
    ? `Understood as ${exchange.intent}${slots.length ? ` (${slots.join(", ")})` : ""}.`
    : "No intent was needed.";
  $("request").textContent = JSON.stringify(exchange.request, null, 2);
  $("response").textContent = JSON.stringify(exchange.response, null, 2);
}

function show(state) {
  Object.assign(device, state, { ahead: Date.parse(state.now) - Date.now() });
  setText($("status"), state.open ? "Alexa is listening" : "No session is open");
  offer(state.open);
  $("show").hidden = !state.screen;
  $("dot").hidden = state.screen;
  showDocument(state);
  showReminders(state.reminders);
  $("app").hidden = !$("card").childElementCount && !state.reminders.length;
  if ($("locale").options.length !== state.locales.length) {
    $("locale").replaceChildren(...state.locales.map((locale) => new Option(nameOf(locale), locale)));
  }
  restore();
  showTime();
}

/** Set the controls to what the device is set to, also after it refused something else. */
function restore() {
  $("locale").value = device.locale;
  $("zone").value = device.zone;
  $("has-screen").checked = device.screen;
  $("may-remind").checked = device.allowed;
}

/** Offer what fits: openers while nobody listens, answers while Alexa does. */
function offer(open) {
  const [shown, gone] = open ? [$("answers"), $("openers")] : [$("openers"), $("answers")];
  const hadFocus = gone.contains(document.activeElement);
  shown.hidden = false;
  gone.hidden = true;
  if (hadFocus) $("words").focus();
  toTheEnd();
}

function showDocument(state) {
  const parts = state.lines.map((text) => element("p", text));
  if (state.targets.length) {
    const targets = element("div", "");
    targets.append(...state.targets.map((target) => {
      const button = element("button", target.label);
      button.type = "button";
      button.addEventListener("click", () => {
        hush();
        act("touch", "", { arguments: target.arguments });
      });
      return button;
    }));
    parts.push(targets);
  }
  $("document").replaceChildren(...parts);
  // A screen may be shown that has no word on it; then the clock is not there either.
  $("document").hidden = !state.shown;
  $("clock-face").hidden = state.shown;
}

function showReminders(reminders) {
  $("reminders").hidden = !reminders.length;
  $("reminders-count").textContent = reminders.length === 1 ? "One reminder" : `${reminders.length} reminders`;
  $("reminders-list").replaceChildren(
    ...reminders.map(({ days, at, text }) => element("li", `${days}, ${clockTime(at)}: ${text}`)),
  );
}

function showTime() {
  for (const where of document.querySelectorAll(".time")) {
    setText(where, time());
    where.dateTime = new Date(Date.now() + device.ahead).toISOString();
  }
  for (const where of document.querySelectorAll(".day")) setText(where, day());
}

/** The time on the device's clock, as people in its country write it. */
function time() {
  return written(Date.now() + device.ahead, { hour: "numeric", minute: "2-digit" }, device.zone);
}

function day() {
  return written(Date.now() + device.ahead, { weekday: "long", month: "long", day: "numeric" }, device.zone);
}

/** A time of day such as "21:30", written the same way. */
function clockTime(at) {
  return written(Date.parse(`2000-01-01T${at}:00Z`), { hour: "numeric", minute: "2-digit" }, "UTC");
}

function written(moment, how, timeZone) {
  try {
    return new Intl.DateTimeFormat(device.locale, { ...how, timeZone }).format(moment);
  } catch {
    // The skill's server may know a time zone that the browser does not.
    return new Intl.DateTimeFormat(device.locale, { ...how, timeZone: "UTC" }).format(moment);
  }
}

function setText(where, text) {
  if (where.textContent !== text) where.textContent = text;
}

function nameOf(locale) {
  const how = { type: "language", languageDisplay: "standard", style: "short" };
  return new Intl.DisplayNames(["en"], how).of(locale);
}

function light() {
  const state = unspoken.size ? "speaking" : atWork ? "thinking" : device.open ? "listening" : "idle";
  document.body.dataset.light = state;
}

function trouble(sentence) {
  setText($("trouble"), sentence);
}

// -------------------------------------------------------- voice, where there is one

/** Speak sentence by sentence: some voices give up in the middle of long texts. */
function speak(words) {
  if (!heardAloud) return;
  for (const sentence of words.match(/[^.!?]+[.!?]*\s*/g) || []) {
    const utterance = new SpeechSynthesisUtterance(sentence.trim());
    utterance.lang = device.locale;
    utterance.rate = 0.95;
    const voices = speechSynthesis.getVoices().filter((voice) => voice.lang.replace("_", "-") === device.locale);
    // A voice of this computer's own tells nobody else what it says.
    utterance.voice = voices.find((voice) => voice.localService) || voices[0] || null;
    utterance.onend = () => spoken(utterance);
    utterance.onerror = ({ error }) => {
      spoken(utterance);
      if (error === "canceled" || error === "interrupted") return;
      setHeardAloud(false);
      trouble("The browser cannot speak: it has no voice that works.");
    };
    unspoken.add(utterance);
    speechSynthesis.speak(utterance);
  }
  light();
}

function spoken(utterance) {
  unspoken.delete(utterance);
  light();
}

function hush() {
  if (heardAloud) speechSynthesis.cancel();
  unspoken.clear();
  light();
}

function setHeardAloud(on) {
  hush();
  heardAloud = on;
  $("voice").setAttribute("aria-pressed", String(on));
}

if ("speechSynthesis" in window) {
  $("voice").hidden = false;
  $("voice").addEventListener("click", () => setHeardAloud(!heardAloud));
}

function listen() {
  hush();
  const recognition = new Recognition();
  recognition.lang = device.locale;
  recognition.onresult = ({ results }) => say(results[0][0].transcript);
  recognition.onerror = ({ error }) => {
    if (error === "no-speech") act("silence");
    else if (error === "not-allowed") trouble("The browser may not use the microphone; allow it, or type.");
    else if (error !== "aborted") trouble("The browser could not recognise speech; type instead.");
  };
  recognition.onend = () => {
    $("listen").setAttribute("aria-pressed", "false");
    listening = null;
  };
  $("listen").setAttribute("aria-pressed", "true");
  recognition.start();
  return recognition;
}

let listening = null;
if (Recognition) {
  $("listen").hidden = false;
  $("listen-note").hidden = false;
  $("listen").addEventListener("click", () => {
    if (listening) listening.stop();
    else listening = listen();
  });
}

// ------------------------------------------------------------------ controls

$("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = $("words").value;
  $("words").value = "";
  say(words);
});

for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => say(button.dataset.say));
}
for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", () => {
    hush();
    act(button.dataset.do, button.dataset.value);
  });
}

$("locale").addEventListener("change", () => act("locale", $("locale").value));
$("zone").addEventListener("focus", () => $("zone").select());
$("zone").addEventListener("change", () => {
  const zone = $("zone").value.trim();
  if (zone) act("zone", zone);
  else restore();
});
$("zone-form").addEventListener("submit", (event) => event.preventDefault());
$("until-form").addEventListener("submit", (event) => {
  event.preventDefault();
  hush();
  act("time", $("until").value);
});
$("has-screen").addEventListener("change", () => act("screen", $("has-screen").checked ? "on" : "off"));
$("may-remind").addEventListener("change", () => act("reminders", $("may-remind").checked ? "allow" : "deny"));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    trouble("");
    hush();
  }
});
window.addEventListener("resize", toTheEnd);
window.addEventListener("pagehide", hush);
setInterval(showTime, 1000);

$("zones").append(...Intl.supportedValuesOf("timeZone").map((zone) => new Option("", zone)));
// Where a keyboard is at hand one can type at once; on a phone it would cover the page.
if (matchMedia("(hover: hover)").matches) $("words").focus();
act("begin", Intl.DateTimeFormat().resolvedOptions().timeZone);
