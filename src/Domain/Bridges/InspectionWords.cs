namespace MiyagiSensing.Domain.Bridges;

/// <summary>The words of an inspection record.</summary>
public static class InspectionWords
{
    /// <summary>Groups of parts. Source: the seven groups of the upper structure in Wakayama city's manual (kyentun 2022-05), and what carries them.</summary>
    public static readonly IReadOnlyList<string> Parts =
        ["pipe", "arch-or-truss", "hanger", "wind-brace", "expansion-joint", "air-valve", "walkway", "bearing", "pier", "abutment"];

    /// <summary>Ways of looking. Methods other than sight are allowed since the rule of 2023 (xtech.nikkei 01426).</summary>
    public static readonly IReadOnlyList<string> Methods = ["visual", "close-visual", "drone", "rope-access", "ultrasonic", "other"];

    /// <summary>Grades from best to worst.</summary>
    public static readonly IReadOnlyList<string> Grades = ["I", "II", "III", "IV"];

    /// <summary>The worst of some grades; null when there are none.</summary>
    public static string? Worst(IEnumerable<string> grades) => grades.OrderByDescending(grade => Grades.ToList().IndexOf(grade)).FirstOrDefault();
}
