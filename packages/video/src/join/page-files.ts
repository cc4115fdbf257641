import { readdir, readFile } from 'node:fs/promises';

/** A built file, as it is and as it was compressed when it was built. */
export interface PageFile {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** By the name of the content coding, the smallest first. */
  readonly compressed: readonly { readonly coding: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

/** The built page: its HTML, and what it loads by name. */
export interface PageFiles {
  readonly html: PageFile;
  readonly assets: ReadonlyMap<string, PageFile>;
}

/** Reads the built page, all of it: it is small, and only what is in the map can be asked for. */
export async function readPageFiles(folder: URL): Promise<PageFiles> {
  const assetsFolder = new URL('assets/', folder);
  const names = (await readdir(assetsFolder)).filter((name) => contentTypeOf(name) !== undefined);
  const assets = await Promise.all(names.map(async (name) => [name, await readPageFile(new URL(name, assetsFolder))]));
  return {
    html: await readPageFile(new URL('index.html', folder)),
    // Each entry is a name and its file.
    assets: new Map(assets as [string, PageFile][]),
  };
}

async function readPageFile(url: URL): Promise<PageFile> {
  const codings = Object.entries(codingSuffixes).map(async ([coding, suffix]) => {
    const bytes = await readFile(new URL(`${url.href}${suffix}`)).catch(() => null);
    return bytes === null ? [] : [{ coding, bytes: new Uint8Array(bytes) }];
  });
  return {
    contentType: contentTypeOf(url.pathname) ?? 'application/octet-stream',
    bytes: new Uint8Array(await readFile(url)),
    compressed: (await Promise.all(codings)).flat(),
  };
}

const codingSuffixes = { br: '.br', gzip: '.gz' };

function contentTypeOf(name: string): string | undefined {
  return contentTypes[name.slice(name.lastIndexOf('.'))];
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Answers with a file, compressed as the browser takes it. */
export function sendFile(options: {
  readonly request: Request;
  readonly file: PageFile;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}): Response {
  const { request, file, status, headers } = options;
  const accepted = (request.headers.get('accept-encoding') ?? '').split(',').map((part) => part.trim().toLowerCase());
  const coded = file.compressed.find(({ coding }) => accepted.some((part) => part.split(';')[0] === coding));
  const bytes = coded?.bytes ?? file.bytes;
  return new Response(request.method === 'HEAD' ? null : bytes, {
    status,
    headers: {
      ...headers,
      'content-type': file.contentType,
      'content-length': String(bytes.byteLength),
      vary: 'accept-encoding',
      ...(coded === undefined ? {} : { 'content-encoding': coded.coding }),
    },
  });
}
