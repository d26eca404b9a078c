using System.Globalization;
using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Dashboard.Fisheries;

/// <summary>What the form of a fishing log sends: texts as typed, so that a refused form can be shown again just as it was.</summary>
internal sealed class FishingLogForm
{
    /// <summary>What ids of forms begin with, so that they never meet those of devices and files.</summary>
    private const string Prefix = "form-";

    /// <summary>Made with the form: the same form sent twice is the same entry.</summary>
    public string Id { get; set; } = "";

    public string Date { get; set; } = "";

    public string Species { get; set; } = "";

    public string Work { get; set; } = "";

    public string Kilograms { get; set; } = "";

    public string Hours { get; set; } = "";

    public string Vessel { get; set; } = "";

    public string Note { get; set; } = "";

    /// <summary>An empty form with an id of its own.</summary>
    public static FishingLogForm New(DateOnly today) =>
        new() { Id = Prefix + Guid.NewGuid().ToString("N"), Date = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };

    /// <summary>What it says; null with the faults that keep it from being read.</summary>
    public FishingLogRecord? Read(List<FishingLogFault> faults)
    {
        var isDay = DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        Check(!isDay, FishingLogFault.EarlyDate);
        Check(!Id.StartsWith(Prefix, StringComparison.Ordinal), FishingLogFault.InvalidId);
        Check(!TryNumber(Kilograms, out var kilograms), FishingLogFault.InvalidKilograms);
        Check(!TryNumber(Hours, out var hours), FishingLogFault.InvalidHours);
        return faults.Count > 0
            ? null
            : new FishingLogRecord
            {
                Date = day,
                Species = Species,
                Work = Work,
                Kilograms = kilograms,
                Hours = hours,
                Vessel = Text(Vessel),
                Note = Text(Note),
            };

        void Check(bool isWrong, FishingLogFault fault)
        {
            if (isWrong)
            {
                faults.Add(fault);
            }
        }
    }

    private static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool TryNumber(string text, out double? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var read);
        number = read;
        return isNumber;
    }
}
