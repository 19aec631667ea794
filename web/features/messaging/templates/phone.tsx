import {
  IconArrowBackUp,
  IconExternalLink,
  IconFileText,
  IconPhone,
  IconPhoto,
} from '@tabler/icons-react'
import {
  previewOf,
  type TemplateParts,
  type TemplateVariable,
} from '#core/messaging/channel-template.ts'
import { useWords } from '#web/words.ts'
import css from './phone.module.css'
import { dirOf } from './state.ts'

type Props = Readonly<{
  language: string
  parts: TemplateParts
  variables: readonly TemplateVariable[]
  headerFile: Readonly<{ name: string; link: string }> | null
}>

const icons = { quick_reply: IconArrowBackUp, url: IconExternalLink, phone: IconPhone } as const
const iconOf = (kind: string) => icons[kind === 'url' || kind === 'phone' ? kind : 'quick_reply']

/** A template as it stands on the customer's phone, its examples in its places. */
export function TemplatePhone({ language, parts, variables, headerFile }: Props) {
  const t = useWords('messaging')
  const { header, body, footer, buttons } = previewOf(parts, variables, {})
  return (
    <figure className={css['phone']} aria-label={t('template_seen')}>
      <article className={css['bubble']} lang={language} dir={dirOf(language)}>
        <HeaderFile format={parts.header?.format} file={headerFile} />
        {header && <h3>{header}</h3>}
        <p>{body}</p>
        {footer && <p className={css['foot']}>{footer}</p>}
        <time dir="ltr">{t('template_time')}</time>
      </article>
      {buttons.length > 0 && (
        <ul className={css['buttons']} dir={dirOf(language)}>
          {parts.buttons.map(({ kind, text }, at) => {
            const Icon = iconOf(kind)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: buttons are told apart by their place.
              <li key={at}>
                <Icon size={15} aria-hidden="true" />
                <bdi>{text}</bdi>
              </li>
            )
          })}
        </ul>
      )}
    </figure>
  )
}

function HeaderFile({ format, file }: { format: string | undefined; file: Props['headerFile'] }) {
  const t = useWords('messaging')
  if (format === 'image' && file) return <img src={file.link} alt={file.name} />
  if (format !== 'image' && format !== 'document') return null
  const Icon = format === 'image' ? IconPhoto : IconFileText
  return (
    <span className={css['file']}>
      <Icon size={20} stroke={1.6} aria-hidden="true" />
      <bdi dir="ltr">
        {file?.name ?? t(format === 'image' ? 'header_image' : 'header_document')}
      </bdi>
    </span>
  )
}
