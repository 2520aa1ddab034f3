import type { Metadata } from "next";

export const metadata: Metadata = { title: "Accessibility" };

export default function AccessibilityPage() {
  return (
    <>
      <h1>Accessibility</h1>
      <p>
        Everybody should be able to use this service: by keyboard, with a screen reader, enlarged to 400%, on
        a narrow screen, in dark or forced colours, on paper, and without JavaScript.
      </p>
      <h2>What we do</h2>
      <ul>
        <li>We build to WCAG 2.2, level AA.</li>
        <li>Every page is checked by machine for known faults each time the code changes.</li>
        <li>Every chart has its figures as a table. Colour never speaks alone.</li>
        <li>Every form works without JavaScript and says beside each field what was wrong.</li>
      </ul>
      <h2>What we know is weaker</h2>
      <ul>
        <li>
          A machine finds about half of all faults. People who depend on assistive technology have not tested
          this service yet.
        </li>
        <li>
          The PDF files are tagged, but no independent tool has confirmed that they meet PDF/UA. The same
          content stands on a page.
        </li>
      </ul>
    </>
  );
}
