import type { PictureName } from '../products.ts'

const ink = '#27413c'
const stroke = (colour: string) =>
  `fill="none" stroke="${colour}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"`
const solid = `fill="#fff" stroke="${ink}" stroke-width="5" stroke-linejoin="round"`
const accent = '#0f766e'
const warm = '#e2894a'
const line = stroke(ink)
const accentLine = stroke(accent)

const drawings: Record<PictureName, string> = {
  kettle: `<path ${solid} d="M72 92h76l14 82a12 12 0 0 1-12 14H70a12 12 0 0 1-12-14z"/><path ${line} d="M148 104c34-6 40 22 22 44M84 92c0-30 52-30 52 0M58 118l-18-14v-14"/><circle cx="110" cy="62" r="7" fill="${accent}"/><path d="M70 150h80l4 22a8 8 0 0 1-8 8H74a8 8 0 0 1-8-8z" fill="${accent}" opacity=".18"/>`,
  lamp: `<path ${line} d="M78 186h64M110 186v-44l38-42-30-44"/><path ${solid} d="M86 34l46 28-40 28c-22-12-26-38-6-56z"/><path d="M92 92l-34 56h66z" fill="${warm}" opacity=".35"/><circle cx="148" cy="100" r="7" fill="${accent}"/>`,
  earphones: `<rect ${solid} x="52" y="96" width="116" height="88" rx="34"/><path ${line} d="M52 132h116"/><path ${solid} d="M78 40c16 0 22 12 20 26l-6 30H78c-16 0-24-12-24-28s8-28 24-28zM142 40c-16 0-22 12-20 26l6 30h14c16 0 24-12 24-28s-8-28-24-28z"/><circle cx="110" cy="158" r="6" fill="${accent}"/>`,
  backpack: `<path ${solid} d="M62 88c0-34 20-50 48-50s48 16 48 50v86a14 14 0 0 1-14 14H76a14 14 0 0 1-14-14z"/><path ${line} d="M92 40V28h36v12M62 104c-14 4-18 16-18 34v30h18M158 104c14 4 18 16 18 34v30h-18"/><rect x="78" y="122" width="64" height="48" rx="10" fill="${accent}" opacity=".2" stroke="${ink}" stroke-width="5"/><path ${line} d="M78 140h64M86 78h48"/>`,
  rice_cooker: `<path ${solid} d="M44 104h132v58a26 26 0 0 1-26 26H70a26 26 0 0 1-26-26z"/><path ${solid} d="M52 104c0-30 26-50 58-50s58 20 58 50z"/><path ${line} d="M96 54c0-14 28-14 28 0M82 188v10M138 188v10"/><rect x="82" y="122" width="56" height="40" rx="10" fill="${warm}" opacity=".35"/><circle cx="110" cy="142" r="9" fill="${accent}"/>`,
  umbrella: `<path ${solid} d="M28 120c4-50 40-82 82-82s78 32 82 82c-14-14-30-14-41 0-11-14-30-14-41 0-11-14-30-14-41 0-11-14-27-14-41 0z"/><path d="M69 120c4-34 18-64 41-82 23 18 37 48 41 82-11-14-30-14-41 0-11-14-30-14-41 0z" fill="${accent}" opacity=".22"/><path ${line} d="M110 38V26M110 120v56c0 20 30 20 30 2"/>`,
  tea: `<rect ${solid} x="64" y="62" width="92" height="126" rx="12"/><rect ${solid} x="58" y="40" width="104" height="26" rx="10"/><path d="M110 158c-30-16-30-50 0-66 30 16 30 50 0 66z" fill="${accent}" opacity=".3" stroke="${ink}" stroke-width="5" stroke-linejoin="round"/><path ${line} d="M110 104v50M110 126l14-10M110 138l-14-10"/>`,
  keyboard: `<rect ${solid} x="24" y="74" width="172" height="84" rx="16"/><path ${line} stroke-dasharray="1 22" d="M46 98h130M54 118h118M46 138h14M166 138h10"/><path ${line} d="M82 138h58"/><rect x="38" y="90" width="18" height="16" rx="5" fill="${warm}"/><path ${line} d="M110 74c0-20 24-14 24-36"/>`,
  fan: `<rect ${solid} x="82" y="28" width="56" height="142" rx="24"/><path ${line} d="M96 58h28M96 76h28M96 94h28M96 112h28M96 130h28M66 192h88M110 170v22"/><circle cx="110" cy="150" r="6" fill="${accent}"/><path ${accentLine} opacity=".5" d="M158 66c14 10-6 20 8 30M158 106c14 10-6 20 8 30"/>`,
  mug: `<path ${solid} d="M56 78h92v86a22 22 0 0 1-22 22H78a22 22 0 0 1-22-22z"/><path ${line} d="M148 98c36-6 36 52 0 50M82 56c-8-12 8-16 0-28M110 56c-8-12 8-16 0-28"/><path d="M56 118h92v46a22 22 0 0 1-22 22H78a22 22 0 0 1-22-22z" fill="${warm}" opacity=".35"/>`,
  shoes: `<path ${solid} d="M34 158v-48c18 6 30-2 34-22 26 20 48 40 78 42 28 2 40 12 40 28z"/><path d="M34 158h152v10a12 12 0 0 1-12 12H46a12 12 0 0 1-12-12z" fill="${accent}" opacity=".4" stroke="${ink}" stroke-width="5" stroke-linejoin="round"/><path ${line} d="M84 116l-10 14M100 128l-10 14M118 136l-8 12"/>`,
  watch: `<path ${line} d="M84 66l8-40h36l8 40M84 150l8 44h36l8-44"/><rect ${solid} x="66" y="62" width="88" height="94" rx="26"/><path ${accentLine} d="M80 114h14l8-22 14 38 8-16h16"/><path ${line} d="M160 96v18"/>`,
}

/** Drawn by hand; served as files, so that no page needs inline images. */
export function pictureOf(name: PictureName, tint: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 220"><rect width="220" height="220" fill="${tint}"/><circle cx="110" cy="112" r="88" fill="#fff" opacity=".55"/>${drawings[name]}</svg>`
}
