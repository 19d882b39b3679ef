/** Pictures of the camera made small before they are sent: a walker pays for every megabyte. */

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/**
 * Return a picture as a JPEG of at most 1,600 pixels; null for what this browser cannot read.
 * @param {Blob} file
 * @returns {Promise<Blob | null>}
 */
export async function smallPicture(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const { width, height } = fitted(picture, LONGEST_SIDE);
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
    picture.close();
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  } catch {
    return null;
  }
}

/**
 * Return the size of something that must not be longer than so many pixels; never larger than it is.
 * @param {{width: number, height: number}} size
 * @param {number} longest
 */
export function fitted({ width, height }, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
