/** A place where an outside service must fit: a module declares it, an integration fits it. */
export type Port<Shape> = Readonly<{ name: string; shape?: Shape }>

export const port = <Shape>(name: string): Port<Shape> => ({ name })

/** What main.ts plugged in, by port. */
export class Plugs {
  readonly #fitted = new Map<string, unknown>()

  plug<Shape>(place: Port<Shape>, fitting: Shape): this {
    this.#fitted.set(place.name, fitting)
    return this
  }

  /** The fitting of a port; a port that nobody fitted is our own mistake. */
  get<Shape>(place: Port<Shape>): Shape {
    if (!this.#fitted.has(place.name)) throw new Error(`Nothing is plugged into ${place.name}`)
    return this.#fitted.get(place.name) as Shape
  }
}
