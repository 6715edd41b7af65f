use ratatui::{Frame, layout::Rect};

use super::{Styles, form::lines, overlay::popup, text};
use crate::{
    app::{ExportForm, ExportStage, Format},
    domain::Clean,
};

/// How wide the form is at most.
const WIDTH: u16 = 66;

/// What is in the file.
const CONTENT: &str = "The rows that are shown, in their order, with all columns and without secrets. A CSV cell that looks like a formula gets a ' before it.";

/// What is written, how, and where to.
pub fn draw(form: &ExportForm, styles: &Styles, area: Rect, frame: &mut Frame) {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let said = said(form);
    let style = match form.stage {
        ExportStage::Asking if form.read.is_some() => styles.warning,
        ExportStage::Asking => styles.dim,
        ExportStage::Writing => styles.accent,
        ExportStage::Exists => styles.warning,
        ExportStage::Failed(_) => styles.bad,
    };
    let said = lines(&said, width, |words| text::line([text::span(words, style)]));
    let height = u16::try_from(said.len() + 3).unwrap_or(u16::MAX);
    let title = match form.rows {
        1 => "Export 1 row".to_owned(),
        rows => format!("Export {rows} rows"),
    };
    let height = height.min(area.height.saturating_sub(2));
    let inner = popup(&title, width, height, styles, area, frame);
    let mut rows = (0..inner.height).filter_map(|n| text::row(inner, n));
    if let Some(row) = rows.next() {
        frame.render_widget(format_line(form, styles), row);
    }
    if let Some(row) = rows.next() {
        let label = "Into the file  ";
        let [before, field] = ratatui::layout::Layout::horizontal([
            ratatui::layout::Constraint::Length(text::width(label)),
            ratatui::layout::Constraint::Fill(1),
        ])
        .areas(row);
        let style = focus(!form.at_format, styles);
        frame.render_widget(text::line([text::span(label, style)]), before);
        if form.at_format {
            let path = text::fitted(&Clean::new(form.text()), field.width, styles.plain);
            frame.render_widget(text::line([path]), field);
        } else {
            frame.render_widget(&*form.path, field);
        }
    }
    for (line, row) in said.into_iter().zip(rows.skip(1)) {
        frame.render_widget(line, row);
    }
}

fn format_line(form: &ExportForm, styles: &Styles) -> ratatui::text::Line<'static> {
    let choice = |format: Format, words: &'static str| {
        let sign = if form.format == format { 'x' } else { ' ' };
        text::span(format!("[{sign}] {words}  "), styles.plain)
    };
    text::line([
        text::span("Format         ", focus(form.at_format, styles)),
        choice(Format::Csv, "CSV"),
        choice(Format::Json, "JSON"),
    ])
}

fn focus(focused: bool, styles: &Styles) -> ratatui::style::Style {
    if focused { styles.key } else { styles.dim }
}

fn said(form: &ExportForm) -> Clean {
    match &form.stage {
        ExportStage::Asking => {
            let read = form.read.as_ref();
            let missing =
                read.map(|read| format!("Only {read} are read: the rest is not in the file. "));
            Clean::from(missing.unwrap_or_default() + CONTENT)
        }
        ExportStage::Writing => Clean::from("Writing …"),
        ExportStage::Exists => Clean::from("There is such a file already. Replace it?"),
        ExportStage::Failed(reason) => Clean::from(format!("It can't be written: {reason}")),
    }
}
