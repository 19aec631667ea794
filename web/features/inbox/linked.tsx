import type { ReactNode } from 'react'

const pieces = /(https?:\/\/[^\s<>«»"']+[^\s<>«»"'.,،؛;:!?؟)\]])/giu

/** A text with its web addresses as links; nothing else of it is read as markup. */
export function Linked({ text }: { text: string }): ReactNode {
  let at = 0
  return text.split(pieces).map((piece, index) => {
    const from = at
    at += piece.length
    if (index % 2 === 0) return piece
    return (
      <a
        key={from}
        href={piece}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="link"
        dir="ltr"
      >
        {piece}
      </a>
    )
  })
}
