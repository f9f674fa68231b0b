//! Plots of measurements.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;

/// A line of a plot.
pub struct Line {
    /// The name in the legend.
    pub name: String,
    /// The points.
    pub points: Vec<(f64, f64)>,
}

/// Draws lines into `benches/plots/`, with both axes starting at zero.
///
/// # Errors
/// Returns an error if the file cannot be written.
pub fn draw(file: &str, title: &str, axes: [&str; 2], lines: &[Line]) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("plots").join(file);
    let highest =
        |part: fn(&(f64, f64)) -> f64| lines.iter().flat_map(|line| &line.points).map(part).fold(0.0, f64::max) * 1.05;
    let area = SVGBackend::new(&path, (800, 480)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(title, ("sans-serif", 20))
        .margin(16)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d(0.0..highest(|point| point.0), 0.0..highest(|point| point.1))?;
    chart.configure_mesh().x_desc(axes[0]).y_desc(axes[1]).light_line_style(TRANSPARENT).draw()?;
    for (index, line) in lines.iter().enumerate() {
        let color = Palette99::pick(index).to_rgba();
        let points = || line.points.iter().copied();
        let style = color.stroke_width(2);
        chart
            .draw_series(LineSeries::new(points(), style))?
            .label(line.name.as_str())
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], style));
        chart.draw_series(points().map(|point| Circle::new(point, 3, color.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK)
        .draw()?;
    area.present()?;
    Ok(())
}
