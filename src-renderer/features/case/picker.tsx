import { Kbd, Modal, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Fragment, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import classes from './picker.module.css';

export interface PickerOption {
  readonly value: string;
  readonly label: string;
  /** A second, quiet line: why it is closed, or what it does. */
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly current?: boolean;
  /** Options of one group follow each other under its name. */
  readonly group?: string;
}

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** What is being chosen: the dialog's name and the field's placeholder. */
  readonly label: string;
  readonly options: readonly PickerOption[];
  readonly onPick: (value: string) => void;
  /** Said where nothing fits what was typed. */
  readonly nothing: string;
  /** Where the options are looked up by what is typed, instead of being narrowed here. */
  readonly onTyped?: (typed: string) => void;
  /** Several may be current: choosing puts one on or takes it off, and the list stays until Escape. */
  readonly several?: boolean;
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every word typed begins a word of the label. */
function fits(label: string, typed: string): boolean {
  const words = plain(label).split(/[\s-]+/);
  return plain(typed)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** There before the next key: who types ahead types into the list, not onto the page behind it. */
const AT_ONCE = { duration: 0 };

/** A small list over the page: type to narrow, arrows or digits to move, Enter to choose, Escape to leave. */
export function Picker({ opened, onClose, ...choices }: Props) {
  return (
    <Modal
      transitionProps={AT_ONCE}
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      size={360}
      padding={0}
      yOffset="14dvh"
      attributes={{ content: { 'aria-label': choices.label } }}
    >
      {opened && <Choices {...choices} />}
    </Modal>
  );
}

function Choices({ label, options, onPick, nothing, onTyped, several = false }: Omit<Props, 'opened' | 'onClose'>) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const shown = onTyped ? options : options.filter((option) => fits(`${option.group ?? ''} ${option.label}`, typed));
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      options.findIndex((option) => !option.disabled && (several || !option.current)),
    ),
  );
  const place = Math.min(active, Math.max(0, shown.length - 1));
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  const activeId = shown[place] ? `${id}-${shown[place].value}` : undefined;
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const digits = !onTyped && options.length <= 10;

  function pick(option: PickerOption | undefined) {
    if (!option || option.disabled) return;
    onPick(option.value);
    if (!several || typed === '') return;
    setTyped('');
    setActive(options.indexOf(option));
  }

  function press(event: React.KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && shown.length > 0) {
      event.preventDefault();
      setActive((place + by + shown.length) % shown.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      pick(shown[place]);
    } else if (digits && typed === '' && /^[0-9]$/.test(event.key)) {
      event.preventDefault();
      pick(shown[(Number(event.key) + 9) % 10]);
    }
  }

  return (
    <div className={classes.box}>
      <TextInput
        ref={field}
        data-autofocus
        variant="unstyled"
        className={classes.search}
        placeholder={label}
        aria-label={label}
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={activeId}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          onTyped?.(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} aria-multiselectable={several || undefined} className={classes.list}>
        {shown.map((option, index) => (
          <Fragment key={option.value}>
            {option.group && option.group !== shown[index - 1]?.group && (
              <div role="presentation" className={classes.group}>
                {option.group}
              </div>
            )}
            <Option
              id={`${id}-${option.value}`}
              option={option}
              active={index === place}
              selected={several ? option.current === true : index === place}
              digit={digits && !option.disabled && typed === '' ? (index + 1) % 10 : null}
              onActive={() => setActive(index)}
              onPick={() => pick(option)}
            />
          </Fragment>
        ))}
      </div>
      {shown.length === 0 && <p className={classes.nothing}>{nothing}</p>}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly option: PickerOption;
  readonly active: boolean;
  readonly selected: boolean;
  readonly digit: number | null;
  readonly onActive: () => void;
  readonly onPick: () => void;
}

function Option({ id, option, active, selected, digit, onActive, onPick }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys, as in any combobox
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-disabled={option.disabled || undefined}
      data-active={active || undefined}
      className={classes.option}
      onMouseMove={onActive}
      onClick={onPick}
    >
      <span className={classes.label}>
        {option.label}
        {option.hint && <small>{option.hint}</small>}
      </span>
      {option.current && <IconCheck size={14} aria-hidden />}
      {digit !== null && (
        <Kbd size="xs" aria-hidden>
          {digit}
        </Kbd>
      )}
    </div>
  );
}
