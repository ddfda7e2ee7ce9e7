/** The sign of the product: two speech bubbles, one sheltering the other. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <path class="mark__back" d="M5 3h10a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3H9l-4 3.5V14a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z" />
      <path class="mark__front" d="M12 9h7a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3v2.6L15.6 19H12a3 3 0 0 1-3-3v-4a3 3 0 0 1 3-3z" />
    </svg>
  );
}
