/**
 * The element of an id.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [type]
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!found || (type && !(found instanceof type))) throw new Error(`the page has no ${type?.name ?? ''} #${id}`);
  return /** @type {T} */ (found);
}

/**
 * A new element with properties and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * A button with what it does.
 * @param {string} text
 * @param {() => void} press
 * @param {string} [label] what it is called where its text says too little
 */
export function button(text, press, label) {
  const made = make('button', { type: 'button', className: 'small', textContent: text });
  if (label) made.setAttribute('aria-label', label);
  made.addEventListener('click', press);
  return made;
}

/**
 * The value of the radio that is chosen among those of a name.
 * @param {string} name
 */
export function chosen(name) {
  const radio = document.querySelector(`input[name="${name}"]:checked`);
  return radio instanceof HTMLInputElement ? radio.value : '';
}

const copied = new WeakMap();

/**
 * Copies a text and says so on the button that was pressed.
 * @param {HTMLButtonElement} pressed
 * @param {string} text
 */
export async function copy(pressed, text) {
  const usual = copied.get(pressed) ?? pressed.textContent;
  copied.set(pressed, usual);
  const done = await (navigator.clipboard?.writeText(text).then(() => true) ?? copyBySelection(text)).catch(
    () => false,
  );
  pressed.textContent = done ? 'Copied' : 'The browser does not allow it';
  setTimeout(() => (pressed.textContent = usual), 2000);
}

/**
 * Copies a text as by hand: browsers have no clipboard for pages that come over plain HTTP from another machine.
 * @param {string} text
 */
async function copyBySelection(text) {
  const focused = document.activeElement;
  const box = make('textarea', { className: 'unseen', value: text, readOnly: true });
  // As it is, with the spaces at the beginning of its lines.
  box.style.whiteSpace = 'pre';
  document.body.append(box);
  box.select();
  const done = document.execCommand('copy');
  box.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

/**
 * Has the browser save a file.
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const href = URL.createObjectURL(blob);
  make('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/**
 * Seconds as minutes and seconds.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
