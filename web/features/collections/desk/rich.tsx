import type { ReactNode } from 'react'

const open = '\u0002'
const close = '\u0003'

/** Marks a fact that fills a sentence, to stand out in it. */
export const fact = (text: string): string => `${open}${text}${close}`

/** A sentence whose marked facts are bold. */
export function Rich({ children }: { children: string }): ReactNode {
  const [before, ...marked] = children.split(open)
  return [
    before,
    ...marked.map((part, at) => {
      const [bold, after] = part.split(close)
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence keep their places.
        <span key={at}>
          <b>
            <bdi>{bold}</bdi>
          </b>
          {after}
        </span>
      )
    }),
  ]
}
