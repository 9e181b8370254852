type Tune = readonly { hertz: number; at: number }[]

// Two notes for a waiting customer, one soft note for a message: told apart without looking.
const tunes = {
  offer: [
    { hertz: 660, at: 0 },
    { hertz: 880, at: 0.16 },
  ],
  message: [{ hertz: 587, at: 0 }],
} as const satisfies Record<string, Tune>

let audio: AudioContext | undefined

/** Browsers let a page sound only after a gesture; before that this is silent. */
export function play(name: keyof typeof tunes): void {
  if (!navigator.userActivation?.hasBeenActive) return
  audio ??= new AudioContext()
  void audio.resume()
  for (const note of tunes[name]) ring(audio, note.hertz, audio.currentTime + note.at)
}

function ring(context: AudioContext, hertz: number, start: number): void {
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(0.12, start + 0.015)
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.28)
  tone.connect(volume).connect(context.destination)
  tone.start(start)
  tone.stop(start + 0.3)
}
