/** Lets the library that moves points find Leaflet; it must be read before anything makes a map. */

import L from "leaflet";

Object.assign(globalThis, { L });
