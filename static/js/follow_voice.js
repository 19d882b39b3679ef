/** Says the way: to screen readers always, aloud where the person switched it on. */

import { announce } from "./notices.js";
import { languageOf } from "./words.js";

const SETTING = "geoservice-voice";
const VOICES = { th: "th-TH", en: "en-GB" };

export class Voice {
  constructor() {
    this.isOn = setting() === "on";
    this._last = "";
  }

  /** Whether this device can speak at all. */
  get isThere() {
    return "speechSynthesis" in window;
  }

  /** Whether the device has a voice for a language; it may not know yet and then says yes. @param {"th" | "en"} language */
  speaks(language) {
    const voices = this.isThere ? speechSynthesis.getVoices() : [];
    return voices.length === 0 || voices.some(({ lang }) => lang.toLowerCase().startsWith(language));
  }

  toggle() {
    this.isOn = !this.isOn;
    try {
      localStorage.setItem(SETTING, this.isOn ? "on" : "off");
    } catch {
      // a browser that keeps nothing asks again next time
    }
    if (!this.isOn && this.isThere) speechSynthesis.cancel();
  }

  /**
   * Say a sentence once for each occasion.
   * @param {string} sentence
   * @param {string} [occasion] what it is about, where the wording alone does not tell
   */
  say(sentence, occasion = sentence) {
    if (occasion === this._last) return;
    this._last = occasion;
    announce(sentence);
    this.speak(sentence);
  }

  /** Speak, if that is switched on. @param {string} sentence */
  speak(sentence) {
    if (!this.isOn || !this.isThere) return;
    const words = new SpeechSynthesisUtterance(sentence);
    words.lang = VOICES[languageOf(sentence)];
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  }

  stop() {
    if (this.isThere) speechSynthesis.cancel();
  }
}

function setting() {
  try {
    return localStorage.getItem(SETTING);
  } catch {
    return null;
  }
}
