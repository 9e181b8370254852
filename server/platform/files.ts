import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import type { Disk } from 'flydrive'
import type { S3Driver as S3DriverType } from 'flydrive/drivers/s3'

export type S3Settings = { bucket: string; region: string; endpoint?: string | undefined; key: string; secret: string }
export type FileStore = {
  put(key: string, bytes: Buffer): Promise<void>
  /** A file too large to hold in memory. */
  putFile(key: string, path: string): Promise<void>
  read(key: string): Promise<Readable>
  remove(key: string): Promise<void>
}

/**
 * Files in a local folder by default, in any S3-compatible store when configured. Keys are made by the server. The store is
 * loaded with the first file, so that a start need not wait for it.
 */
export function openFiles(options: { folder: string } | { s3: S3Settings }): FileStore {
  let opening: Promise<Disk> | undefined
  const disk = () => {
    opening ??= openDisk(options)
    return opening
  }
  return {
    put: async (key, bytes) => (await disk()).put(key, bytes),
    putFile: async (key, path) => (await disk()).putStream(key, createReadStream(path)),
    read: async (key) => (await disk()).getStream(key),
    remove: async (key) => (await disk()).delete(key),
  }
}

async function openDisk(options: { folder: string } | { s3: S3Settings }): Promise<Disk> {
  const { Disk } = await import('flydrive')
  if ('s3' in options) return new Disk(await s3Driver(options.s3))
  const { FSDriver } = await import('flydrive/drivers/fs')
  return new Disk(new FSDriver({ location: options.folder, visibility: 'private' }))
}

// The AWS client costs 60 MB of memory: loaded only when it is used.
async function s3Driver(s3: S3Settings): Promise<S3DriverType> {
  const { S3Driver } = await import('flydrive/drivers/s3')
  return new S3Driver({
    credentials: { accessKeyId: s3.key, secretAccessKey: s3.secret },
    bucket: s3.bucket,
    region: s3.region,
    ...(s3.endpoint && { endpoint: s3.endpoint, forcePathStyle: true }),
    visibility: 'private',
    supportsACL: false,
  })
}
