package io.stillhouse.release.summary;

import io.stillhouse.v1.GateReport;
import io.stillhouse.v1.GateVerdict;
import io.stillhouse.v1.RunOverview;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOverview;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run in the XML form of JUnit that CI systems show: each step is a test case, each gate is a
 * test case. Steps that have not ended are left out.
 */
public final class JUnitReport {
  private JUnitReport() {}

  /** The report as a document. */
  public static String of(ReportedRun reported) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      write(xml, reported, RunOverviews.of(reported));
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML that cannot be written into memory", e);
    }
    return text + "\n";
  }

  private static void write(XMLStreamWriter xml, ReportedRun reported, RunOverview summary)
      throws XMLStreamException {
    List<StepOverview> steps = summary.getStepsList();
    List<GateVerdict> gates = summary.getGates().getVerdictsList();
    long failures =
        steps.stream().filter(JUnitReport::isFailure).count()
            + gates.stream().filter(gate -> !gate.getPassed()).count();
    long skipped = steps.stream().filter(step -> step.getState() == State.SKIPPED).count();
    xml.writeStartElement("testsuites");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", reported.displayName());
    attribute(xml, "tests", String.valueOf(steps.size() + gates.size()));
    attribute(xml, "failures", String.valueOf(failures));
    attribute(xml, "errors", "0");
    attribute(xml, "skipped", String.valueOf(skipped));
    attribute(
        xml, "time", seconds(RunOverviews.seconds(summary.getStartTime(), summary.getEndTime())));
    for (StepOverview step : steps) {
      step(xml, reported, step);
    }
    for (GateVerdict gate : gates) {
      gate(xml, reported, summary.getGates(), gate);
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static boolean isFailure(StepOverview step) {
    return step.getState() == State.FAILED || step.getState() == State.CANCELED;
  }

  private static void step(XMLStreamWriter xml, ReportedRun reported, StepOverview step)
      throws XMLStreamException {
    testCase(xml, reported, "step " + step.getStep());
    attribute(xml, "time", seconds(step.getSeconds()));
    if (isFailure(step)) {
      xml.writeStartElement("failure");
      attribute(xml, "type", step.getState().name());
      attribute(xml, "message", step.getReason());
      xml.writeEndElement();
    } else if (step.getState() == State.SKIPPED) {
      xml.writeStartElement("skipped");
      attribute(xml, "message", step.getReason());
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void gate(
      XMLStreamWriter xml, ReportedRun reported, GateReport gates, GateVerdict gate)
      throws XMLStreamException {
    testCase(xml, reported, "gate " + gate.getGate());
    if (!gate.getPassed()) {
      xml.writeStartElement("failure");
      attribute(xml, "type", "GATE");
      attribute(xml, "message", gate.getReason());
      if (!gates.getBaseline().isEmpty()) {
        xml.writeCharacters(
            printable("held against " + ReportedRun.displayName(gates.getBaseline())));
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void testCase(XMLStreamWriter xml, ReportedRun reported, String name)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute(xml, "classname", reported.displayName());
    attribute(xml, "name", name);
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, printable(value));
  }

  /** XML 1.0 has no way to write most control characters: error messages may have them. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .map(c -> c == '\t' || c == '\n' || c == '\r' || isCharacter(c) ? c : '\uFFFD')
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  private static boolean isCharacter(int c) {
    return c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
