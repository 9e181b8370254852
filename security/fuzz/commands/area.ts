import type fc from 'fast-check'
import type { TalksModel } from './talks-model.ts'
import type { World } from './world.ts'

/** What the commands believe of the product; an area adds its part here. */
export type Model = { talks: TalksModel }
export type Command = fc.AsyncCommand<Model, World>

/** What an area brings to the search: its commands, and what must hold after each of them, as sentences about what does not. */
export type Area = {
  /** The command without which the others have nothing to act on. */
  begins(): fc.Arbitrary<Command>
  commands(): fc.Arbitrary<Command>[]
  /** Brings the model in step with what the server does by itself, and names every step it must not have done. */
  follow(world: World, model: Model): Promise<string[]>
  faults(world: World, model: Model): Promise<string[]>
}
