/** The drawings of instructions. What goes left is what goes right, mirrored. */

import flag from "../icons/flag.svg";
import stepsList from "../icons/steps-list.svg";
import back from "../icons/turn-back.svg";
import right from "../icons/turn-right.svg";
import sharp from "../icons/turn-sharp.svg";
import slight from "../icons/turn-slight.svg";
import straight from "../icons/turn-straight.svg";
import voice from "../icons/voice.svg";
import voiceOff from "../icons/voice-off.svg";
import bridge from "../icons/way-bridge.svg";
import cross from "../icons/way-cross.svg";
import steps from "../icons/way-steps.svg";
import underpass from "../icons/way-underpass.svg";
import { copyOf } from "./icons.js";

/** @type {Record<string, string>} */
const KINDS = { arrive: flag, bridge, cross, steps, underpass };
const CONTROLS = { stepsList, voice, voiceOff, flag };

/**
 * Return the drawing of an instruction, hidden from screen readers.
 * @param {{kind: string, modifier?: string}} step
 */
export function turnIcon({ kind, modifier = "" }) {
  const drawing = copyOf(KINDS[kind] ?? arrow(modifier));
  if (!(kind in KINDS) && modifier.includes("left")) drawing.classList.add("is-mirrored");
  return drawing;
}

/** @param {keyof typeof CONTROLS} name */
export function followIcon(name) {
  return copyOf(CONTROLS[name]);
}

/** @param {string} modifier straight, left, slight left, sharp left, uturn and so on */
function arrow(modifier) {
  if (modifier.includes("uturn")) return back;
  if (modifier.includes("slight")) return slight;
  if (modifier.includes("sharp")) return sharp;
  return /left|right/.test(modifier) ? right : straight;
}
