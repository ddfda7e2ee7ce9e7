import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface PartProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}

/** One table of the board, under its heading. */
export function Part({ title, heads, children }: PartProps) {
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
