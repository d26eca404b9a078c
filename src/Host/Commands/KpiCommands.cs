using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.Kpis;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>kpi list | show | evidence | observe | import | target</c>: the policy's KPIs by fiscal year, as of any day.</summary>
internal static class KpiCommands
{
    /// <summary>Fiscal years in a list without --fy.</summary>
    private const int Years = 4;

    private const int EvidenceLines = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build() => new("kpi", "KPIs of the digital policy: figures by fiscal year, evidence, values entered by people, targets.") { List(), Show(), Evidence(), Observe(), Import(), Target() };

    private static Command List()
    {
        var (fy, asOf, lang) = (FiscalYearOption(), AsOfOption(), LanguageOption());
        var json = new Option<bool>("--json") { Description = "For programs, the same as /api/v1/kpis." };
        var csv = new Option<bool>("--csv") { Description = "As a table." };
        var command = new Command("list", "All KPIs by pillar, with baseline, target and the figures of the last four fiscal years.") { fy, asOf, lang, json, csv };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var day = Day(parse.GetValue(asOf));
            var kpis = await session.Get<IKpiQueries>().ListAsync(day, YearsOf(Year(parse.GetValue(fy)), day), cancellationToken);
            Console.Write(
                parse.GetValue(json) ? JsonSerializer.Serialize(kpis, Json) + Environment.NewLine
                : parse.GetValue(csv) ? KpiCsv.Of(kpis)
                : new KpiText(parse.GetValue(lang) != "en").List(kpis, day));
        });
        return command;
    }

    private static Command Show()
    {
        var (id, fy, asOf, lang) = (Id(), FiscalYearOption(), AsOfOption(), LanguageOption());
        var json = new Option<bool>("--json") { Description = "For programs, the same as /api/v1/kpis/ID." };
        var command = new Command("show", "One KPI: its figures with their definitions, progress, what was frozen and what was restated.") { id, fy, asOf, lang, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var day = Day(parse.GetValue(asOf));
            var kpi = await session.Get<IKpiQueries>().FindAsync(parse.GetRequiredValue(id), day, YearsOf(Year(parse.GetValue(fy)), day), cancellationToken) ?? throw Unknown(parse.GetRequiredValue(id));
            Console.Write(parse.GetValue(json) ? JsonSerializer.Serialize(kpi, Json) + Environment.NewLine : new KpiText(parse.GetValue(lang) != "en").Show(kpi));
        });
        return command;
    }

    private static Command Evidence()
    {
        var (id, fy, asOf, lang) = (Id(), FiscalYearOption(), AsOfOption(), LanguageOption());
        var csv = new Option<bool>("--csv") { Description = "All of it, as a table." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("evidence", "The events that a year's figures rest on, and those that were looked at and do not count.") { id, fy, asOf, lang, csv, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var day = Day(parse.GetValue(asOf));
            var all = parse.GetValue(csv) || parse.GetValue(json);
            var page = await session.Get<IKpiQueries>().EvidenceAsync(
                parse.GetRequiredValue(id), Year(parse.GetValue(fy)) ?? FiscalYear.Of(day), day, 0, all ? int.MaxValue : EvidenceLines, cancellationToken) ?? throw Unknown(parse.GetRequiredValue(id));
            Console.Write(
                parse.GetValue(json) ? JsonSerializer.Serialize(page, Json) + Environment.NewLine
                : parse.GetValue(csv) ? KpiCsv.Of(page)
                : new KpiText(parse.GetValue(lang) != "en").Evidence(page));
        });
        return command;
    }

    private static Command Observe()
    {
        var id = Id();
        var fy = new Option<string>("--fy") { Description = "The fiscal year, for example R6.", Required = true };
        var value = new Option<string?>("--value") { Description = "The value, in the KPI's unit." };
        var taken = new Option<bool>("--void") { Description = "What was entered for the day is wrong and nothing holds instead." };
        var source = new Option<string>("--source") { Description = "Where it is written.", Required = true };
        var on = new Option<string?>("--on") { Description = "The day in Japan that the value stands for; today without it, or the last day of a year that is over." };
        var reason = new Option<string?>("--reason") { Description = "Why what was entered for that day before was wrong." };
        var by = CommandActor.Option();
        var command = new Command("observe", "Enters a value, or corrects the one that was entered for the same day. What stood before stays readable.") { id, fy, value, taken, source, on, reason, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            if (parse.GetValue(taken) == parse.GetValue(value) is not null)
            {
                throw new SettingsException("Give --value, or --void to take back what was entered.");
            }

            var entry = new KpiEntry(
                parse.GetRequiredValue(id), Year(parse.GetRequiredValue(fy))!.Value, Number(parse.GetValue(value)), parse.GetRequiredValue(source).Trim(),
                BridgeCommands.Day("--on", parse.GetValue(on)), parse.GetValue(reason)?.Trim());
            await using var session = StoreSession.Open();
            Report(await Desk(session).ObserveAsync([entry], await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken));
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV with the heading id,fiscal_year,value,source and, if wanted, on and reason." };
        var by = CommandActor.Option();
        var command = new Command("import", "Enters values from a CSV file: all of them or, when one is wrong, none. The same file may be given again.") { file, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var entries = KpiFile.Read(parse.GetRequiredValue(file));
            await using var session = StoreSession.Open();
            Report(await Desk(session).ObserveAsync(entries, await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken));
        });
        return command;
    }

    private static Command Target()
    {
        var id = Id();
        var fy = new Option<string>("--fy") { Description = "The fiscal year, for example R9.", Required = true };
        var value = new Option<string>("--value") { Description = "The target in the KPI's unit, or none to withdraw it.", Required = true };
        var source = new Option<string>("--source") { Description = "Where it is written.", Required = true };
        var by = CommandActor.Option();
        var command = new Command("target", "Sets a KPI's target for a fiscal year.") { id, fy, value, source, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var wanted = parse.GetRequiredValue(value);
            await using var session = StoreSession.Open();
            Report(await Desk(session).SetTargetAsync(
                parse.GetRequiredValue(id), Year(parse.GetRequiredValue(fy))!.Value, wanted == "none" ? null : Number(wanted), parse.GetRequiredValue(source).Trim(),
                await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken));
        });
        return command;
    }

    /// <summary>A number as people write it, without separators of thousands.</summary>
    /// <exception cref="SettingsException">Not a number.</exception>
    internal static decimal? Number(string? text) => text is null
        ? null
        : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new SettingsException($"'{text}' is not a number; write it without separators, for example 1622948 or 46.6.");

    private static KpiDesk Desk(StoreSession session) => new(session.Store, TimeProvider.System);

    private static void Report(KpiDeskResult result) => Console.WriteLine(result switch
    {
        KpiDeskResult.Recorded { Events: 1 } => "recorded",
        KpiDeskResult.Recorded recorded => string.Create(CultureInfo.InvariantCulture, $"{recorded.Events} values recorded"),
        KpiDeskResult.AlreadyThere => "all of it stands there already; nothing was recorded again",
        KpiDeskResult.Refused refused => throw new SettingsException(string.Join(Environment.NewLine, [.. refused.Faults, "Nothing was recorded."])),
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    private static Argument<string> Id() => new("id") { Description = "KPI id; see kpi list." };

    private static Option<string?> FiscalYearOption() => new("--fy") { Description = "One fiscal year, for example R6, 2024 or 令和6年度." };

    private static Option<string?> AsOfOption() => new("--as-of") { Description = "As it was known at the end of this day in Japan; today without it." };

    private static Option<string> LanguageOption()
    {
        var option = new Option<string>("--lang") { Description = "ja or en.", DefaultValueFactory = _ => "ja" };
        option.AcceptOnlyFromAmong("ja", "en");
        return option;
    }

    private static DateOnly Day(string? text)
    {
        var today = JapanDay.Of(TimeProvider.System.GetUtcNow());
        var day = BridgeCommands.Day("--as-of", text) ?? today;
        return day <= today ? day : throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"--as-of is {day:yyyy-MM-dd}, which is to come; what is known then is not known yet."));
    }

    private static FiscalYear? Year(string? text) => text is null
        ? null
        : FiscalYear.TryParse(text, out var year) ? year : throw new SettingsException($"'{text}' is not a fiscal year; write, for example, R6, 2024 or 令和6年度.");

    private static FiscalYear[] YearsOf(FiscalYear? one, DateOnly asOf) =>
        one is { } year ? [year] : [.. Enumerable.Range(FiscalYear.Of(asOf).Year - Years + 1, Years).Select(number => new FiscalYear(number))];

    private static SettingsException Unknown(string kpi) => new($"There is no KPI '{kpi}'; see kpi list.");
}
