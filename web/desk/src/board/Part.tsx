import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Props {
  readonly title: string;
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}

/** A table of the board with its title. */
export function Part({ title, heads, children }: Props) {
  const heading = useId();
  return (
    <section class="board__part" aria-labelledby={heading}>
      <h3 class="board__title" id={heading}>{title}</h3>
      <table class="board__table" aria-labelledby={heading}>
        <thead>
          <tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
