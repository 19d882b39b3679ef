/** The drawings of the page: of kinds from the Maki set (CC0), of controls our own. */

import artGallery from "@mapbox/maki/icons/art-gallery.svg";
import bank from "@mapbox/maki/icons/bank.svg";
import christian from "@mapbox/maki/icons/religious-christian.svg";
import college from "@mapbox/maki/icons/college.svg";
import hospital from "@mapbox/maki/icons/hospital.svg";
import library from "@mapbox/maki/icons/library.svg";
import museum from "@mapbox/maki/icons/museum.svg";
import muslim from "@mapbox/maki/icons/religious-muslim.svg";
import park from "@mapbox/maki/icons/park.svg";
import playground from "@mapbox/maki/icons/playground.svg";
import school from "@mapbox/maki/icons/school.svg";
import shop from "@mapbox/maki/icons/shop.svg";
import star from "@mapbox/maki/icons/star.svg";
import suitcase from "@mapbox/maki/icons/suitcase.svg";
import theatre from "@mapbox/maki/icons/theatre.svg";
import townHall from "@mapbox/maki/icons/town-hall.svg";
import wheelchair from "@mapbox/maki/icons/wheelchair.svg";
import worship from "@mapbox/maki/icons/place-of-worship.svg";
import account from "../icons/account.svg";
import calendar from "../icons/calendar.svg";
import camera from "../icons/camera.svg";
import child from "../icons/child.svg";
import clock from "../icons/clock.svg";
import close from "../icons/close.svg";
import desk from "../icons/desk.svg";
import down from "../icons/down.svg";
import download from "../icons/download.svg";
import filters from "../icons/filters.svg";
import flag from "../icons/flag.svg";
import globe from "../icons/globe.svg";
import grip from "../icons/grip.svg";
import locate from "../icons/locate.svg";
import lock from "../icons/lock.svg";
import mail from "../icons/mail.svg";
import note from "../icons/note.svg";
import owner from "../icons/owner.svg";
import people from "../icons/people.svg";
import phone from "../icons/phone.svg";
import pin from "../icons/pin.svg";
import plus from "../icons/plus.svg";
import print from "../icons/print.svg";
import search from "../icons/search.svg";
import seat from "../icons/seat.svg";
import senior from "../icons/senior.svg";
import share from "../icons/share.svg";
import source from "../icons/source.svg";
import stroller from "../icons/stroller.svg";
import theme from "../icons/theme.svg";
import unlock from "../icons/unlock.svg";
import up from "../icons/up.svg";
import walk from "../icons/walk.svg";

const CONTROLS = {
  account, calendar, camera, child, clock, close, desk, down, download, filters, flag, globe, grip,
  locate, lock, mail, note, owner, people, phone, pin, plus, print, search, seat, senior, share,
  source, stroller, theme, unlock, up, walk, wheelchair,
};

/** @type {Record<string, string>} */
const KINDS = {
  temple: worship,
  school,
  university: college,
  hospital,
  library,
  museum,
  community_centre: theatre,
  government: townHall,
  company: suitcase,
  bank,
  market: shop,
  park,
  sage: star,
};

/** Finer drawings where the kind within the kind, or its religion, is known. */
/** @type {Record<string, string>} */
const SUBKINDS = {
  gallery: artGallery,
  playground,
  mosque: muslim,
  muslim,
  church: christian,
  chapel: christian,
  cathedral: christian,
  christian,
};

/** @type {Map<string, SVGElement>} */
const drawn = new Map();

/**
 * Return the drawing of a control, hidden from screen readers.
 * @param {keyof typeof CONTROLS} name
 */
export function controlIcon(name) {
  return copyOf(CONTROLS[name]);
}

/**
 * Return the drawing of a kind of space, hidden from screen readers.
 * @param {string} kind
 * @param {string | null} [subkind]
 */
export function kindIcon(kind, subkind) {
  return copyOf((subkind && SUBKINDS[subkind]) || KINDS[kind] || star);
}

/** Draw every icon that the template left room for. */
export function fillIcons() {
  for (const place of document.querySelectorAll("[data-icon]")) {
    const name = /** @type {keyof typeof CONTROLS} */ (place.getAttribute("data-icon"));
    place.replaceChildren(controlIcon(name));
  }
  for (const place of document.querySelectorAll("[data-kind-icon]")) {
    place.replaceChildren(kindIcon(place.getAttribute("data-kind-icon") ?? ""));
  }
}

/** Return a drawing to be put into the page. @param {string} markup of a file of ours, never anything from outside */
export function copyOf(markup) {
  let drawing = drawn.get(markup);
  if (!drawing) {
    const parsed = new DOMParser().parseFromString(markup, "image/svg+xml").documentElement;
    drawing = /** @type {SVGElement} */ (/** @type {unknown} */ (parsed));
    drawing.setAttribute("aria-hidden", "true");
    drawing.setAttribute("focusable", "false");
    drawing.removeAttribute("id");
    for (const part of drawing.querySelectorAll("[id]")) part.removeAttribute("id");
    drawn.set(markup, drawing);
  }
  return /** @type {SVGElement} */ (document.importNode(drawing, true));
}
