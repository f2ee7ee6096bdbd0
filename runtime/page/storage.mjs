/**
 * A text that the browser keeps under a name, for this tab or for good; only as long as the page is open where the browser is set
 * to keep nothing.
 * @param {'sessionStorage' | 'localStorage'} where
 * @param {string} name
 */
export function kept(where, name) {
  let here = '';
  /**
   * @template Result
   * @param {(storage: Storage) => Result} use
   */
  const attempt = (use) => {
    try {
      return use(window[where]);
    } catch {
      return undefined;
    }
  };
  return {
    get: () => attempt((storage) => storage.getItem(name)) ?? here,
    /** @param {string} text '' to keep nothing */
    set(text) {
      here = text;
      attempt((storage) => (text ? storage.setItem(name, text) : storage.removeItem(name)));
    },
  };
}
