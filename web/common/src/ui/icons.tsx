/** Icons as inline SVG: no file to fetch, no font. All are decoration; the name stands beside them. */

import type { ComponentChildren } from "preact";

interface Props {
  readonly size?: number;
}

function icon(shape: ComponentChildren) {
  return function Icon({ size = 20 }: Props) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {shape}
      </svg>
    );
  };
}

export const SendIcon = icon(<path d="M12 19V5m-6 6 6-6 6 6" />);
export const ExitIcon = icon(<path d="M14 4h5a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-5M4 12h11m-4-4 4 4-4 4" />);
export const DownIcon = icon(<path d="m6 9 6 6 6-6" />);
export const RightIcon = icon(<path d="m9 6 6 6-6 6" />);
export const BackIcon = icon(<path d="m15 6-6 6 6 6" />);
export const CloseIcon = icon(<path d="m6 6 12 12M18 6 6 18" />);
export const MenuIcon = icon(<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.2" />);
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.5L19 7.5" />);
export const CopyIcon = icon(
  <path d="M9 9h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM5 15V5a1 1 0 0 1 1-1h9" />,
);
export const PhoneIcon = icon(
  <path d="M6.5 4h2.6l1.6 4-2 1.5a11 11 0 0 0 5.8 5.8l1.5-2 4 1.6v2.6a2 2 0 0 1-2.2 2A16.4 16.4 0 0 1 4.5 6.2 2 2 0 0 1 6.5 4Z" />,
);
export const MailIcon = icon(<path d="M5 6h14a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Zm-.500 1.500L12 13l7.500-5.500" />);
export const OpenIcon = icon(<path d="M14 5h5v5m0-5-8 8M10 6H6a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-4" />);
export const PersonIcon = icon(<path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8a7.5 7.5 0 0 1 15 0" />);
export const ListIcon = icon(<path d="m4 6.5 1.5 1.5L8 5.5M4 13l1.5 1.5L8 12m4-5h8m-8 6.5h8M5 20h.01M12 20h8" />);
export const KeyIcon = icon(<path d="M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm4-4h9m-3 0v3m-3-3v2" />);
export const BinIcon = icon(<path d="M5 7h14M10 7V5h4v2m-7 0 1 13h8l1-13" />);
export const WarnIcon = icon(<path d="M12 8v5m0 3.5h.01M12 3.5 2.8 19.5h18.4L12 3.5Z" />);
export const ClockIcon = icon(<path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3 2" />);
export const LanguageIcon = icon(
  <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3.5 9.5h17m-17 5h17M12 3c2.5 2.5 3.7 5.5 3.7 9s-1.2 6.500-3.700 9c-2.500-2.500-3.700-5.500-3.700-9S9.500 5.500 12 3Z" />,
);
export const HeartIcon = icon(
  <path d="M12 20s-7.500-4.600-7.500-10A4.300 4.300 0 0 1 12 7.300 4.300 4.300 0 0 1 19.500 10c0 5.400-7.500 10-7.500 10Z" />,
);
export const RobotIcon = icon(
  <path d="M7 8h10a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Zm5 0V5m-2.500 8v.5m5-.5v.5M2.500 12.500v2m19-2v2" />,
);
