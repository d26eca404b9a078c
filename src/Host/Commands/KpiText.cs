using System.Globalization;
using System.Text;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Projections.Kpis;

namespace MiyagiSensing.Host.Commands;

/// <summary>KPIs as text for people, in one language.</summary>
internal sealed class KpiText(bool isJapanese)
{
    /// <summary>All KPIs, under their pillars and fields.</summary>
    public string List(IReadOnlyList<KpiOverview> kpis, DateOnly asOf)
    {
        var text = new StringBuilder();
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{Say("KPI一覧", "KPIs")}, {asOf:yyyy-MM-dd} {Say("時点", "as known at the end of that day in Japan")}"));
        foreach (var area in kpis.GroupBy(kpi => (kpi.Kpi.Pillar, kpi.Kpi.Area)))
        {
            text.AppendLine().AppendLine($"{In(area.Key.Pillar)} / {In(area.Key.Area)}");
            foreach (var kpi in area)
            {
                text.AppendLine($"  {kpi.Kpi.Id}: {In(kpi.Kpi.Name)} [{In(kpi.Kpi.Unit)}]");
                text.AppendLine($"    {Frame(kpi)}; {string.Join("; ", kpi.Years.Select(year => $"{year.ShortName} {Figures(year)}{Mark(year)}"))}");
            }
        }

        return text.ToString();
    }

    /// <summary>One KPI with everything that was stated of it.</summary>
    public string Show(KpiOverview kpi)
    {
        var text = new StringBuilder();
        text.AppendLine($"{kpi.Kpi.Id}: {kpi.Kpi.Name.Ja} / {kpi.Kpi.Name.En} [{In(kpi.Kpi.Unit)}]");
        text.AppendLine($"{In(kpi.Kpi.Pillar)} / {In(kpi.Kpi.Area)}");
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{kpi.AsOf:yyyy-MM-dd} {Say("時点", "as known at the end of that day in Japan")}; {Frame(kpi)}"));
        text.AppendLine($"{Say("望ましい方向", "better")}: {kpi.Kpi.Direction switch { KpiDefinition.Higher => Say("高い方", "higher"), KpiDefinition.Lower => Say("低い方", "lower"), _ => Say("定めなし", "not stated") }}{(kpi.Kpi.Cumulative ? Say("（累計）", ", cumulative") : "")}");
        text.AppendLine($"{Say("出典", "source")}: {kpi.Kpi.Source}{(kpi.Kpi.Note is { } note ? $" ({note})" : "")}");
        foreach (var figure in kpi.Years.SelectMany(year => year.Figures).DistinctBy(figure => figure.Id))
        {
            text.AppendLine($"  {figure.Id}: {In(figure.Definition)}");
        }

        foreach (var year in kpi.Years)
        {
            text.AppendLine().AppendLine(string.Create(CultureInfo.InvariantCulture, $"{In(year.Name)} ({year.ShortName}), {year.Day:yyyy-MM-dd}: {StateOf(year.State)}"));
            foreach (var figure in year.Figures)
            {
                text.AppendLine($"  {figure.Id}: {Number(figure.Value)}{Opening(figure)}{(figure.Progress is { } progress ? $", {Say("進捗", "progress")} {Percent(progress)}" : "")}, {Say("証拠", "evidence")} {figure.Evidence}");
            }

            if (year.Frozen is { } frozen)
            {
                text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"  {Say("確定値", "frozen")}: {Values(frozen.Figures)} ({Say("位置", "position")} {frozen.Position}, {Instant(frozen.RecordedAt)})"));
            }

            foreach (var restated in year.Restated)
            {
                text.AppendLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {Say("改定値", "restated")}: {Values(restated.Figures)} ({Say("理由の事象", "because of")} {restated.Cause?.Type} {restated.Cause?.Stream}, {Say("位置", "position")} {restated.Position}, {restated.Cause?.Actor}, {Instant(restated.RecordedAt)})"));
            }
        }

        return text.ToString();
    }

    /// <summary>What figures rest on.</summary>
    public string Evidence(KpiEvidencePage page)
    {
        var year = new FiscalYear(page.FiscalYear);
        var text = new StringBuilder();
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{page.Kpi}, {Say(year.JapaneseName, year.ToString())}, {page.AsOf:yyyy-MM-dd} {Say("時点", "as known at the end of that day in Japan")}: {page.Total} {Say("件", "pieces")}"));
        foreach (var item in page.Items)
        {
            text.AppendLine($"{(item.Counts ? "+" : "-")} {item.Figure}  {item.Subject}  {In(item.Line)}");
            text.AppendLine(item.Event is { } place
                ? string.Create(CultureInfo.InvariantCulture, $"    {place.Stream} {Say("版", "version")} {place.Version}, {Say("位置", "position")} {place.Position}, {place.Type}, {Instant(place.RecordedAt)}, {place.Actor}")
                : item.Readings is not null
                    ? string.Create(CultureInfo.InvariantCulture, $"    {EventBlocks()} {item.FirstPosition}–{item.LastPosition}")
                    : $"    {Say("事象なし", "no event")}");
        }

        if (page.Total > page.Skipped + page.Items.Count)
        {
            text.AppendLine(Say($"ほか{page.Total - page.Skipped - page.Items.Count}件。すべては --csv で。", $"and {page.Total - page.Skipped - page.Items.Count} more; --csv gives all of them"));
        }

        text.AppendLine(Say("+ は数えるもの、- は数えないもの", "+ counts, - was looked at and does not count"));
        return text.ToString();
    }

    private static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "–";

    /// <summary>As far as a bar would show it.</summary>
    private static string Percent(decimal progress) => string.Create(CultureInfo.InvariantCulture, $"{100 * progress:0.#} %");

    private static string Values(IReadOnlyList<KpiFigure> figures) => string.Join(", ", figures.Select(figure => figures.Count == 1 ? Number(figure.Value) : $"{figure.Id} {Number(figure.Value)}"));

    private string Figures(KpiYear year) =>
        string.Join(", ", year.Figures.Select(figure => year.Figures.Count == 1 ? Number(figure.Value) + Opening(figure) : $"{figure.Id} {Number(figure.Value)}"));

    private string Opening(KpiYearFigure figure) => figure.Opening is { } opening ? Say($"（うち証拠のない期首残高{Number(opening)}）", $" (of which {Number(opening)} opening balance without evidence)") : "";

    private static string Instant(DateTimeOffset instant) => instant.ToOffset(JapanDay.Offset).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private string EventBlocks() => Say("計測値のブロック、位置", "journal blocks, positions");

    private string Frame(KpiOverview kpi)
    {
        var baseline = $"{Say("基準", "baseline")} {new FiscalYear(kpi.Kpi.Baseline.FiscalYear).ShortName} {kpi.Kpi.Baseline.Value?.ToString(CultureInfo.InvariantCulture) ?? Say("記載なし", "not stated")}";
        var targets = string.Join(", ", kpi.Targets.Select(target => $"{new FiscalYear(target.FiscalYear).ShortName} {target.Value?.ToString(CultureInfo.InvariantCulture) ?? Say("目標未設定", "no target set")}"));
        return $"{baseline}; {Say("目標", "target")} {targets}";
    }

    private string Mark(KpiYear year) => year.State switch
    {
        KpiStatement.Frozen => Say("（確定）", " (frozen)"),
        KpiStatement.Restated => Say($"（改定。確定値 {Frozen(year)}）", $" (restated; frozen: {Frozen(year)})"),
        _ => "",
    };

    private string Frozen(KpiYear year) => year.Frozen is { } frozen ? Values(frozen.Figures) : Say("なし", "none");

    private string StateOf(string state) => state switch
    {
        "running" => Say("年度途中", "running"),
        KpiStatement.Frozen => Say("確定", "frozen"),
        KpiStatement.Restated => Say("確定後に改定", "restated after the freeze"),
        _ => Say("終了（運用開始前の年度のため確定なし）", "over before the platform kept time; not frozen"),
    };

    private string Say(string japanese, string english) => isJapanese ? japanese : english;

    private string In(LocalText text) => isJapanese ? text.Ja : text.En;
}
