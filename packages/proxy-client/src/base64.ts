/** Reads standard base64 (RFC 4648 section 4). Null when it is none. `atob` is the one reader that every runtime has. */
export function decodeBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
