import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { z } from 'zod'
import { type Totals, VatReason, vatReasons } from '#core/invoicing/totals.ts'
import { vatReasonTexts } from '#core/invoicing/vat-reason-texts.ts'
import { type Currency, zero } from '#core/money.ts'
import { usePreferences } from '#web/preferences.tsx'
import { DecimalField, SelectField, TextField } from '#web/ui/form/fields.tsx'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import { emptyLine, vatChoices } from './form-values.ts'
import css from './invoicing.module.css'

const Lines = z
  .array(z.looseObject({ key: z.string(), vat: z.enum(vatChoices).catch('S1500') }))
  .catch([])

type Props = Readonly<{ currency: Currency; figures: Totals }>

/** The lines of a document; Enter goes on to the next one, and makes it when there is none. */
export function LinesEditor({ currency, figures }: Props) {
  const t = useWords('invoicing')
  const form = useFormAround()
  const lines = Lines.parse(form.get('lines'))
  const wanted = useRef<number | null>(null)
  const focusLine = (at: number) =>
    document.getElementById(form.fieldId(`lines.${at}.description`))?.focus()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new line can be focused once it is drawn.
  useEffect(() => {
    if (wanted.current === null) return
    focusLine(wanted.current)
    wanted.current = null
  }, [lines.length])
  const add = () => {
    wanted.current = lines.length
    form.set('lines', [...lines, emptyLine()])
  }
  const onEnter = (at: number) => (event: KeyboardEvent) => {
    const { target } = event
    const opens = target instanceof HTMLElement && target.ariaExpanded === 'true'
    if (event.key !== 'Enter' || opens || !(target instanceof HTMLInputElement)) return
    event.preventDefault()
    if (at === lines.length - 1) add()
    else focusLine(at + 1)
  }
  return (
    <section className={css['lines']} aria-label={t('lines')}>
      <h2 className="section-title">{t('lines')}</h2>
      {lines.map((line, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would take the grid's layout away.
        <div
          key={line.key}
          role="group"
          aria-label={t('line_at', { at: at + 1 })}
          className={css['line']}
          onKeyDown={onEnter(at)}
        >
          <LineFields at={at} taxed={line.vat.startsWith('S')} category={line.vat} />
          <div className={css['lineFoot']}>
            <span className="muted">{t('line_net')}</span>
            <Money value={figures.lines[at]?.net ?? zero(currency)} strong />
            {lines.length > 1 && (
              <ActionIcon
                aria-label={t('remove_line', { at: at + 1 })}
                onClick={() => form.set('lines', lines.toSpliced(at, 1))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </div>
        </div>
      ))}
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
        {t('add_line')}
      </Button>
      <p className="muted">{t('lines_hint')}</p>
    </section>
  )
}

function LineFields({ at, taxed, category }: { at: number; taxed: boolean; category: string }) {
  const t = useWords('invoicing')
  const { language } = usePreferences()
  const path = (name: string) => `lines.${at}.${name}`
  const reasons = VatReason.options.filter((reason) => vatReasons[reason] === category)
  return (
    <>
      <div className={css['lineWide']}>
        <TextField path={path('description')} label={t('description')} maxLength={500} />
      </div>
      <DecimalField path={path('quantity')} label={t('quantity')} />
      <DecimalField path={path('unitPrice')} label={t('unit_price')} />
      <TextField path={path('discount')} label={t('discount')} optional ltr placeholder="10%" />
      <SelectField
        path={path('vat')}
        label={t('vat')}
        options={vatChoices.map((value) => ({ value, label: t(`vat_${value}`) }))}
      />
      {!taxed && (
        <div className={css['lineWide']}>
          <SelectField
            path={path('reason')}
            label={t('vat_reason')}
            options={reasons.map((value) => ({ value, label: vatReasonTexts[value][language] }))}
          />
        </div>
      )}
    </>
  )
}

/** The figures of the document while it is written. */
export function FigureList({ figures, children }: { figures: Totals; children?: React.ReactNode }) {
  const t = useWords('invoicing')
  const { discount, lineNet, net, vat, gross } = figures
  return (
    <dl className={css['figures']} aria-live="polite">
      <div>
        <dt>{t('subtotal')}</dt>
        <dd>
          <Money value={lineNet} bare />
        </dd>
      </div>
      {discount.minor !== 0 && (
        <>
          <div>
            <dt>{t('discount')}</dt>
            <dd>
              <Money value={discount} bare />
            </dd>
          </div>
          <div>
            <dt>{t('net')}</dt>
            <dd>
              <Money value={net} bare />
            </dd>
          </div>
        </>
      )}
      <div>
        <dt>{t('vat_amount')}</dt>
        <dd>
          <Money value={vat} bare />
        </dd>
      </div>
      <div className={css['figuresTotal']}>
        <dt>{t('total_with_vat')}</dt>
        <dd>
          <Money value={gross} strong />
        </dd>
      </div>
      {children}
    </dl>
  )
}
