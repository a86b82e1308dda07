package io.m2m.benchmarks;

import io.m2m.benchmarks.Makespan.Measured;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the seconds that so many dumpers took beside the ideal. */
final class MakespanChart {
    private static final Color IDEAL = new Color(0xc4, 0xcc, 0xd6);
    private static final Color MEASURED = new Color(0x1f, 0x6f, 0xb4);
    private static final int DPI = 110;

    private MakespanChart() {}

    static void write(Path picture, List<Measured> runs) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(760)
                .height(420)
                .title("200 dump tasks whose sizes differ a hundredfold")
                .xAxisTitle("dumpers")
                .yAxisTitle("seconds")
                .build();
        chart.getStyler()
                .setLabelsVisible(true)
                .setLabelsPosition(1)
                .setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setAvailableSpaceFill(0.75)
                .setLegendPosition(LegendPosition.InsideNE)
                .setSeriesColors(new Color[] {IDEAL, MEASURED})
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.getStyler().setDecimalPattern("0.0");
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        List<String> dumpers =
                runs.stream().map(run -> Integer.toString(run.dumpers())).toList();
        chart.addSeries("ideal", dumpers, runs.stream().map(Measured::ideal).toList());
        chart.addSeries(
                "measured", dumpers, runs.stream().map(Measured::seconds).toList());
        BitmapEncoder.saveBitmapWithDPI(chart, picture.toString(), BitmapFormat.PNG, DPI);
    }
}
