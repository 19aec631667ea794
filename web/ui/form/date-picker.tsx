import {
  type CalendarDate,
  GregorianCalendar,
  IslamicUmalquraCalendar,
  parseDate,
  toCalendar,
} from '@internationalized/date'
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  I18nProvider,
  Popover,
  DateInput as Segments,
} from 'react-aria-components'
import { usePreferences } from '#web/preferences.tsx'
import { useWords } from '#web/words.ts'
import css from './date-picker.module.css'

/** What a date input takes; its value is a day such as `2026-11-21`. */
export type DateInputProps = Readonly<{
  id?: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  disabled?: boolean
  value: string | null
  onChange: (day: string | null) => void
  onBlur?: () => void
  /** It appeared to be typed in, so it has the focus at once. */
  focused?: boolean
}>

const read = (day: string | null): CalendarDate | null => {
  if (!day) return null
  try {
    return parseDate(day)
  } catch {
    return null
  }
}

/** Segments one types into, a calendar behind the button, and a switch between the two calendars. */
export function DayPicker(props: DateInputProps) {
  const { id, value, onChange, onBlur, disabled, error, focused = false } = props
  const t = useWords('ui')
  const { language, digits, calendar } = usePreferences()
  const [hijri, setHijri] = useState(calendar === 'hijri')
  const locale = `${language === 'ar' ? 'ar-SA' : 'en-GB'}-u-ca-${hijri ? 'islamic-umalqura' : 'gregory'}-nu-${digits}`
  return (
    <I18nProvider locale={locale}>
      <DatePicker
        // A new calendar is a new field: the segments are made once.
        key={locale}
        aria-labelledby={`${id}-label`}
        value={read(value)}
        onChange={(date) =>
          onChange(date && toCalendar(date, new GregorianCalendar()).toString().slice(0, 10))
        }
        onBlur={() => onBlur?.()}
        autoFocus={focused}
        isDisabled={disabled ?? false}
        isInvalid={error !== undefined && error !== null && error !== false}
        shouldForceLeadingZeros
      >
        <Group {...(id ? { id } : {})} className={css['group'] ?? ''}>
          <Segments className={css['segments'] ?? ''}>
            {(segment) => <DateSegment segment={segment} className={css['segment'] ?? ''} />}
          </Segments>
          <button type="button" className={css['switch']} onClick={() => setHijri(!hijri)}>
            {hijri ? t('gregorian') : t('hijri')}
          </button>
          <Button className={css['open'] ?? ''} aria-label={t('open_calendar')}>
            <IconCalendar size={16} />
          </Button>
        </Group>
        <Popover className={css['popover'] ?? ''}>
          <Dialog className={css['dialog'] ?? ''} aria-label={t('open_calendar')}>
            <Month hijri={hijri} />
          </Dialog>
        </Popover>
      </DatePicker>
    </I18nProvider>
  )
}

function Month({ hijri }: { hijri: boolean }) {
  const t = useWords('ui')
  return (
    <Calendar
      firstDayOfWeek="sun"
      createCalendar={() => (hijri ? new IslamicUmalquraCalendar() : new GregorianCalendar())}
    >
      <header className={css['monthHead']}>
        <Button slot="previous" aria-label={t('previous_month')}>
          <span className="mirror">
            <IconChevronRight size={18} />
          </span>
        </Button>
        <Heading />
        <Button slot="next" aria-label={t('next_month')}>
          <span className="mirror">
            <IconChevronLeft size={18} />
          </span>
        </Button>
      </header>
      <CalendarGrid className={css['grid'] ?? ''} weekdayStyle="short">
        {(date) => <CalendarCell date={date} className={css['cell'] ?? ''} />}
      </CalendarGrid>
    </Calendar>
  )
}
