import css from './letter.module.css'
import { WithLinks } from './text/with-links.tsx'

type Props = Readonly<{ language: 'ar' | 'en'; subject?: string | null; text: string }>

/** A message as its reader gets it, in their language; each line begins where its words do. */
export const Letter = ({ language, subject, text }: Props) => (
  <article className={css['letter']} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
    {subject && <h3>{subject}</h3>}
    {text.split('\n').map((line, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never move.
      <p key={at} dir="auto">
        <WithLinks>{line}</WithLinks>
      </p>
    ))}
  </article>
)
