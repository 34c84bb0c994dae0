/** One file inside a zip archive, as its central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 = stored, 8 = deflated. */
  readonly method: 0 | 8;
  readonly crc32: number;
  /** Bytes in the archive. */
  readonly compressed: number;
  /** Bytes of the content. */
  readonly size: number;
  /** Where the local header begins. */
  readonly headerOffset: number;
}

export const SIGNATURE = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const;

/** Bytes of the fixed part of each record. */
export const RECORD_BYTES = { local: 30, central: 46, end: 22, end64: 56, locator64: 20 } as const;

export const UINT32_FULL = 0xffffffff;
export const UINT16_FULL = 0xffff;
export const ZIP64_EXTRA = 0x0001;
