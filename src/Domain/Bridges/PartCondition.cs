namespace MiyagiSensing.Domain.Bridges;

/// <summary>What an inspection found of one group of parts.</summary>
/// <param name="Part">The group, one of <see cref="InspectionWords.Parts"/>.</param>
/// <param name="Grade">I sound, II preventive maintenance, III early action, IV urgent action (健全性の診断区分; MLIT's periodic inspection of road bridges, applied to pipe bridges by this project).</param>
/// <param name="Finding">In words; null when there is nothing to say.</param>
public sealed record PartCondition(string Part, string Grade, string? Finding = null);
