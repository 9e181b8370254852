// Preloaded into a node (`--import`): its wall clock is off by what the file in SHIFT_FILE says in ms, live; the monotonic
// clock stays true, as when an administrator or a time server sets the machine's clock.
import { readFileSync } from 'node:fs'

const file = process.env.SHIFT_FILE ?? ''
const RealDate = Date
let offset = 0
const read = () => {
  try {
    offset = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    offset = 0
  }
}
read()
setInterval(read, 50).unref()

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + offset] : args, newTarget),
  apply: (target) => new target(RealDate.now() + offset).toString(),
  get: (target, key) => (key === 'now' ? () => RealDate.now() + offset : Reflect.get(target, key)),
})
