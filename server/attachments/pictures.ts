import type { Sharp, SharpOptions } from 'sharp'
import { AppError } from '../../domain/errors.ts'

export type Picture = { bytes: Buffer; thumb: Buffer; width: number; height: number; mime: string; extension: string }

/** 50 megapixels: more than a phone's photo, and a bomb of 30,000 x 30,000 is refused from its header alone. */
const maxPixels = 50_000_000
const maxSide = 4096
const thumbSide = 480
const atOnce = 2

type Open = typeof import('sharp')['default']
let loading: Promise<Open> | undefined

/** Loaded with the first picture, so that a start need not wait for it. */
function loadSharp(): Promise<Open> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    // Kept small: one picture uses one thread, and no decoded picture stays in memory.
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  })
  return loading
}

const encoders = {
  'image/jpeg': { extension: 'jpg', encode: (image: Sharp) => image.jpeg({ quality: 85 }) },
  'image/webp': { extension: 'webp', encode: (image: Sharp) => image.webp({ quality: 85 }) },
  'image/png': { extension: 'png', encode: (image: Sharp) => image.png() },
}
type Encoded = keyof typeof encoders

/** Draws the picture anew: what is kept are its pixels, without metadata, appended data or scripts (reliability/threats T3). */
export async function redraw(bytes: Buffer, mime: string): Promise<Picture> {
  return inTurn(async () => {
    const sharp = await loadSharp()
    await refuseBomb(sharp, bytes)
    // Of an animated GIF the first picture is kept.
    const target = (mime in encoders ? mime : 'image/png') as Encoded
    const { extension, encode } = encoders[target]
    try {
      const { data, info } = await encode(shrink(sharp(bytes, limits).autoOrient(), maxSide)).toBuffer({
        resolveWithObject: true,
      })
      const thumb = await shrink(sharp(data, limits), thumbSide).webp({ quality: 75 }).toBuffer()
      return { bytes: data, thumb, width: info.width, height: info.height, mime: target, extension }
    } catch {
      throw new AppError('broken_file')
    }
  })
}

const limits: SharpOptions = { limitInputPixels: maxPixels, failOn: 'truncated' }
const shrink = (image: Sharp, side: number) =>
  image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }).timeout({ seconds: 10 })

async function refuseBomb(sharp: Open, bytes: Buffer): Promise<void> {
  const { width, height } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw new AppError('broken_file')
    })
  if (width * height > maxPixels) throw new AppError('too_large')
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
