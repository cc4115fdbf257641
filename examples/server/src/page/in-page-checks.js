// Runs inside the tested page, put there by page.browser.test.ts: what can only be asked from within.

function luminance([red = 0, green = 0, blue = 0]) {
  const [r, g, b] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);

function backgroundOf(element) {
  for (let at = element; at !== null; at = at.parentElement) {
    const colour = parts(getComputedStyle(at).backgroundColor);
    if ((colour[3] ?? 1) > 0) return colour;
  }
  return [255, 255, 255];
}

function nameOf(control) {
  return (control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent ?? control.textContent).trim();
}

globalThis.checks = {
  /** Texts whose contrast is below 4.5 : 1 (WCAG 2.2, 1.4.3), with the ratio. */
  faintTexts: () =>
    [...document.querySelectorAll('body *')].flatMap((element) => {
      const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
      if (!isText || !element.checkVisibility()) return [];
      const shades = [luminance(parts(getComputedStyle(element).color)), luminance(backgroundOf(element))];
      const ratio = (Math.max(...shades) + 0.05) / (Math.min(...shades) + 0.05);
      return ratio >= 4.5 ? [] : [`${element.tagName}.${element.className} ${ratio.toFixed(2)}`];
    }),
  /** The accessible name of what has the focus, near enough for buttons and fields. */
  focused: () => (document.activeElement === null ? '' : nameOf(document.activeElement)),
  namelessControls: () =>
    [...document.querySelectorAll('button, input, select, summary')]
      .filter((control) => control.checkVisibility() && nameOf(control) === '')
      .map((control) => control.outerHTML),
  isWiderThanWindow: () => document.documentElement.scrollWidth > innerWidth,
};
