namespace MiyagiSensing.Domain;

/// <summary>Stretches of time by which figures are kept and shown, by Japan's clock.</summary>
public enum JapanPeriod
{
    /// <summary>A full hour; the same instants everywhere.</summary>
    Hour,

    /// <summary>A calendar day.</summary>
    Day,

    /// <summary>旬: the 1st to the 10th, the 11th to the 20th, the 21st to the end of the month.</summary>
    TenDays,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>1 April to 31 March, see <see cref="Domain.FiscalYear"/>.</summary>
    FiscalYear,
}
