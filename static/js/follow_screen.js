/** The phone in the hand: a screen that stays on, and a buzz. */

const ARRIVED_BUZZ_MS = [200, 100, 200];

/**
 * Keep the screen on until told otherwise; the system lets it go whenever the page is hidden, so
 * it is asked for again each time the page is seen.
 * @param {(isKeptOn: boolean) => void} onState
 * @returns {() => void} lets the screen go
 */
export function keepScreenOn(onState) {
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  let isWanted = true;
  const ask = async () => {
    if (!isWanted || document.visibilityState !== "visible") return;
    try {
      lock = await navigator.wakeLock.request("screen");
      if (!isWanted) await lock.release();
      onState(true);
    } catch {
      onState(false); // not supported, or the battery is low
    }
  };
  document.addEventListener("visibilitychange", ask);
  ask();
  return () => {
    isWanted = false;
    document.removeEventListener("visibilitychange", ask);
    lock?.release().catch(() => {});
  };
}

/** Tell the hand that one has arrived, where the phone can. */
export function buzz() {
  navigator.vibrate?.(ARRIVED_BUZZ_MS);
}
