package io.m2m.benchmarks;

import io.m2m.benchmarks.Makespan.Measured;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws makespan against dumpers, measured and ideal, with both axes logarithmic: perfect scaling is a straight line. */
final class MakespanChart {
    private static final Color MEASURED = new Color(0x1f, 0x77, 0xb4);
    private static final Color IDEAL = new Color(0x99, 0x99, 0x99);
    private static final int DPI = 110;

    private MakespanChart() {}

    static void write(Path picture, List<Measured> runs) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(480)
                .title("200 dump tasks whose sizes differ a hundredfold")
                .xAxisTitle("dumpers")
                .yAxisTitle("seconds")
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setLegendPosition(LegendPosition.InsideNE)
                .setSeriesColors(new Color[] {IDEAL, MEASURED})
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        List<Integer> dumpers = runs.stream().map(Measured::dumpers).toList();
        chart.addSeries("ideal", dumpers, runs.stream().map(Measured::ideal).toList())
                .setMarker(SeriesMarkers.NONE);
        chart.addSeries(
                        "measured",
                        dumpers,
                        runs.stream().map(Measured::seconds).toList())
                .setMarker(SeriesMarkers.CIRCLE);
        BitmapEncoder.saveBitmapWithDPI(chart, picture.toString(), BitmapFormat.PNG, DPI);
    }
}
